using CoinPulse.Core.Accounts;
using CoinPulse.Core.Operations;
using CoinPulse.Data;
using CoinPulse.Data.Accounts;
using CoinPulse.Web.Accounts.Mail;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CoinPulse.Web.Accounts;

/// <summary>People: who they are, how they sign in, and that every door is closed until it is opened on purpose.</summary>
public static class AccountsRegistration
{
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(14);

    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccountStores();
        services.AddHttpContextAccessor();
        services.AddCheckedOptions<BootstrapOptions>(configuration, BootstrapOptions.Section);
        AddMail(services, configuration);

        AddIdentity(services);
        services.AddAuthorizationBuilder()
            .AddPolicy(Roles.Admin, policy => policy.RequireRole(Roles.Admin))
            .AddPolicy(Roles.Trader, policy => policy.RequireRole(Roles.Trader))
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddScoped<ICurrentUser, CurrentUser>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<SignIns>();
        services.AddScoped<VisitorAddress>();
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<FirstRunGate>();
        services.AddScoped<ISeed, BootstrapAdmin>();
        services.AddSingleton<IStartupNotice, SetUpNotice>();
        return services;
    }

    /// <summary>Before any endpoint: who is it, does the installation have an admin, may they pass, have they agreed.</summary>
    public static IApplicationBuilder UseAccounts(this IApplicationBuilder app)
    {
        app.UseMiddleware<AttemptLimitMiddleware>();
        app.UseMiddleware<FirstRunMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<AgreementMiddleware>();
        return app;
    }

    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder app)
    {
        AccountEndpoints.Map(app);
        return app;
    }

    private static void AddMail(IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<MailOptions>(configuration, MailOptions.Section);
        services.AddOptions<IdentityOptions>().Configure<IOptions<MailOptions>>(
            (identity, mail) => identity.SignIn.RequireConfirmedEmail = mail.Value.IsConfigured);
        services.AddSingleton<IMailSender>(provider =>
            provider.GetRequiredService<IOptions<MailOptions>>().Value.IsConfigured ? ActivatorUtilities.CreateInstance<SmtpMailSender>(provider)
            : provider.GetRequiredService<IHostEnvironment>().IsDevelopment() ? ActivatorUtilities.CreateInstance<LogMailSender>(provider)
            : ActivatorUtilities.CreateInstance<NoMailSender>(provider));
        services.AddScoped<AccountMail>();
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.Configure<IdentityOptions>(IdentityModel.Configure);
        services.Configure<IdentityOptions>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.User.AllowedUserNameCharacters = "";   // the user name is the email, whose shape is checked elsewhere
            options.Password.RequiredLength = 10;   // length is strength; composition rules only make people write it down
            options.Password.RequiredUniqueChars = 5;
            options.Password.RequireDigit = false;
            options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = false;
            options.Password.RequireNonAlphanumeric = false;
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        });
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<AppUser>()
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<CoinPulseDbContext>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddErrorDescriber<AccountErrors>()
            .AddPasswordValidator<PasswordIsNotTheEmail>();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "coinpulse";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = CookieLife;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = AccountPaths.SignIn;
            cookie.LogoutPath = AccountPaths.SignOut;
            cookie.AccessDeniedPath = AccountPaths.Denied;
            cookie.ReturnUrlParameter = AccountPaths.ReturnUrl;
            cookie.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
        });
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(3));
    }
}
