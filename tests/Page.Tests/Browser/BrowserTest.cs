using Connector.Testing.Hosting;
using Microsoft.Playwright;

namespace Connector.Page.Tests.Browser;

/// <summary>A test that uses the page as a person does: the real server with the sandbox, and a real browser.</summary>
[Collection(BrowserCollection.Name)]
public abstract class BrowserTest(BrowserFixture fixture) : IAsyncLifetime
{
    private readonly List<string> _faults = [];
    private IBrowserContext? _context;
    private TestConnector? _other;

    internal TestConnector Connector { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    /// <summary>The server's address, without a slash at its end.</summary>
    protected string Base => (_other ?? Connector).Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>The server's settings.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    /// <summary>The browser's.</summary>
    protected virtual BrowserNewContextOptions Options => new();

    public async Task InitializeAsync()
    {
        Connector = await TestConnector.StartAsync(Settings);
        await OpenAsync(Options);
    }

    public async Task DisposeAsync()
    {
        await _context!.DisposeAsync();
        await Connector.DisposeAsync();
        Assert.Empty(_faults);
    }

    /// <summary>Another person's browser in place of the one before.</summary>
    protected async Task OpenAsync(BrowserNewContextOptions options)
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        _context = await fixture.Browser.NewContextAsync(options);
        _context.SetDefaultTimeout(30_000);
        Page = await _context.NewPageAsync();
        Page.PageError += (_, error) => _faults.Add(error);
        Page.Console += (_, message) =>
        {
            // The browser tells of each refused call, which the page tells of too.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _faults.Add(message.Text);
            }
        };
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Base, StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                _faults.Add($"The page asked {request.Url}.");
            }
        };
    }

    /// <summary>Another server in place of the one with the sandbox.</summary>
    internal void Use(TestConnector connector) => _other = connector;

    /// <summary>Opens a part of the page and waits until its modules have taken over.</summary>
    protected async Task GoAsync(string part)
    {
        await Page.GotoAsync(part.Length == 0 ? Base : $"{Base}/api/page/{part}");
        await Page.Locator("html[data-ready]").WaitForAsync();
    }

    /// <summary>The field of a parameter.</summary>
    protected ILocator Field(string name) => Page.Field(name);

    /// <summary>The control of a parameter.</summary>
    protected ILocator Control(string name) => Page.Control(name);

    protected ILocator Button(string name) => Page.Button(name);

    protected ILocator Price => Page.Locator("#price");

    /// <summary>The newest card.</summary>
    protected ILocator Card => Page.Card();

    /// <summary>Starts the form's action and waits for its picture.</summary>
    protected Task RunAsync() => Page.RunAsync();

    /// <summary>What axe finds wrong in the page, in words.</summary>
    protected Task<IEnumerable<string>> AxeAsync() => Axe.FindAsync(Page);

    /// <summary>A picture stored on the server; its path.</summary>
    internal Task<string> StoreAsync(byte[] file) => Connector.UploadAsync(file);
}
