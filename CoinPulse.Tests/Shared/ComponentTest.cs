using Bunit;
using MudBlazor.Services;
using Xunit;

namespace CoinPulse.Tests.Shared;

/// <summary>A component drawn with MudBlazor's services and no browser.</summary>
public abstract class ComponentTest : BunitContext, IAsyncLifetime
{
    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    // MudBlazor's services can only be disposed asynchronously.
    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();
}
