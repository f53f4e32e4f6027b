namespace Budget.Tests.Pages;

/// <summary>One portal for all tests of pages: they read, or write what no other test looks at.</summary>
[SetUpFixture]
public sealed class PagesPortal
{
    private static RunningPortal? portal;

    internal static RunningPortal Portal => portal!;

    [OneTimeSetUp]
    public async Task Open() => portal = await RunningPortal.Start();

    [OneTimeTearDown]
    public async Task Close()
    {
        if (portal is not null)
        {
            await portal.DisposeAsync();
        }
    }
}
