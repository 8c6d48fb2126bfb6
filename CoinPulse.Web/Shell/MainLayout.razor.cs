using System.Security.Claims;
using CoinPulse.Core.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace CoinPulse.Web.Shell;

/// <summary>The frame of every interactive page. Cascades who the person is and how they want to see things.</summary>
public sealed partial class MainLayout
{
    private readonly NavigationManager _navigation;
    private readonly IJSRuntime _script;
    private DotNetObjectReference<MainLayout>? _self;
    private IJSObjectReference? _keys;
    private TroubleBoundary? _trouble;
    private UserId _user;
    private bool _shortcuts;

    public MainLayout(DisplayChoice display, NavigationManager navigation, IJSRuntime script) => (Display, _navigation, _script) = (display, navigation, script);

    [CascadingParameter] private Task<AuthenticationState> Person { get; set; } = default!;

    private DisplayChoice Display { get; }

    [JSInvokable]
    public void SystemThemeChanged(bool dark) => Display.SystemIs(dark);

    [JSInvokable]
    public async Task Press(string keys)
    {
        switch (keys)
        {
            case "?":
                _shortcuts = true;
                StateHasChanged();
                break;
            case "t":
                await Display.ToggleThemeAsync();
                break;
            case "gd":
                _navigation.NavigateTo("/");
                break;
            case "gt":
                _navigation.NavigateTo("/trading");
                break;
            case "gs":
                _navigation.NavigateTo("/settings");
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Display.Changed -= Redraw;
        _navigation.LocationChanged -= OnLocationChanged;
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("stop");
                await _keys.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its listeners with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Display.Changed += Redraw;
        _navigation.LocationChanged += OnLocationChanged;
        var id = (await Person).User.FindFirstValue(ClaimTypes.NameIdentifier);
        _user = Guid.TryParse(id, out var value) ? new UserId(value) : default;
        if (_user != default) await Display.FollowAsync(_user, CancellationToken.None);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        _keys = await _script.InvokeAsync<IJSObjectReference>("import", "/js/keys.js");
        await _keys.InvokeVoidAsync("listen", _self);
        await _script.InvokeVoidAsync("coinpulseDisplay.watchSystem", _self);
    }

    private void Redraw(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);

    // A page that failed is left behind when another is opened.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _trouble?.Recover();
}
