using System.Reflection;
using CoinPulse.Core.Accounts;
using FluentAssertions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace CoinPulse.Tests.House;

public sealed class PageRulesTests
{
    [Fact]
    public void Every_page_is_closed_or_opens_itself_on_purpose() => Pages(Product.Web).Where(page => !IsDecided(page)).Should().BeEmpty();

    [Fact]
    public void Every_admin_page_carries_the_admin_policy() =>
        Pages(Product.Web).Where(page => IsAdminRoute(page) && !CarriesAdminPolicy(page)).Should().BeEmpty();

    [Fact]
    public void Every_page_in_an_admin_folder_has_an_admin_route() => Pages(Product.Web)
        .Where(page => page.Namespace!.EndsWith(".Admin", StringComparison.Ordinal)).Where(page => !IsAdminRoute(page)).Should().BeEmpty();

    [Fact]
    public void Those_rules_would_notice() => (IsDecided(typeof(OpenByAccident)), IsAdminRoute(typeof(OpenByAccident)), CarriesAdminPolicy(typeof(OpenByAccident)))
        .Should().Be((false, true, false));

    [Fact]
    public void Components_in_shared_are_given_data_and_take_no_services() =>
        Components(Product.Web).Where(type => Product.IsWithin(type.FullName!, "CoinPulse.Web.Shared")).Where(TakesServices).Should().BeEmpty();

    [Fact]
    public void A_component_that_takes_a_service_would_be_noticed() =>
        (TakesServices(typeof(InjectsByProperty)), TakesServices(typeof(InjectsByConstructor)), TakesServices(typeof(OpenByAccident))).Should().Be((true, true, false));

    private static IEnumerable<Type> Components(Assembly assembly) => assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IComponent)) && !type.IsAbstract);

    private static IEnumerable<Type> Pages(Assembly assembly) => Components(assembly).Where(type => type.IsDefined(typeof(RouteAttribute), inherit: false));

    private static bool IsDecided(Type page) => page.IsDefined(typeof(AuthorizeAttribute), inherit: true) || page.IsDefined(typeof(AllowAnonymousAttribute), inherit: true);

    private static bool IsAdminRoute(Type page) =>
        page.GetCustomAttributes<RouteAttribute>().Any(route => route.Template == "/admin" || route.Template.StartsWith("/admin/", StringComparison.OrdinalIgnoreCase));

    private static bool CarriesAdminPolicy(Type page) => page.GetCustomAttributes<AuthorizeAttribute>(inherit: true).Any(rule => rule.Policy == Roles.Admin)
        && !page.IsDefined(typeof(AllowAnonymousAttribute), inherit: true);

    private static bool TakesServices(Type component) =>
        component.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(property => property.IsDefined(typeof(InjectAttribute), inherit: true))
        || component.GetConstructors().All(constructor => constructor.GetParameters().Length > 0);

    [Route("/admin/accident")]
    private sealed class OpenByAccident : ComponentBase;

    private sealed class InjectsByProperty : ComponentBase
    {
        [Inject]
        public TimeProvider Clock { get; set; } = null!;
    }

    private sealed class InjectsByConstructor : ComponentBase
    {
        public InjectsByConstructor(TimeProvider clock) => Clock = clock;

        public TimeProvider Clock { get; }
    }
}
