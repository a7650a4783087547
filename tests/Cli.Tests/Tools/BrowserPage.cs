using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading.Tasks;
using PuppeteerSharp;

namespace EntryPath.Cli.Tests.Tools;

/// <summary>A file in a real browser.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly DirectoryInfo _profile;
    private readonly IBrowser _browser;

    private BrowserPage(DirectoryInfo profile, IBrowser browser, IPage page)
    {
        _profile = profile;
        _browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>What the page asked for, itself included.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What went wrong in its scripts.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public static async Task<BrowserPage> OpenAsync(string file, int width = 1300, int height = 900)
    {
        DirectoryInfo profile = Directory.CreateTempSubdirectory("entrypath-browser-");
        IBrowser browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = BrowserFactAttribute.Chromium!,
            Headless = true,
            UserDataDir = profile.FullName,
            DefaultViewport = new ViewPortOptions { Width = width, Height = height },
            Timeout = 120_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        IPage page = await browser.NewPageAsync();
        page.DefaultTimeout = 120_000;
        var opened = new BrowserPage(profile, browser, page);
        page.Request += (_, request) => opened.Requests.Enqueue(request.Request.Url);
        page.PageError += (_, error) => opened.Errors.Enqueue(error.Message);
        page.Console += (_, message) =>
        {
            if (message.Message.Type == ConsoleType.Error)
                opened.Errors.Enqueue(message.Message.Text);
        };
        await page.GoToAsync(new Uri(file).AbsoluteUri);
        return opened;
    }

    /// <summary>The value of an expression in the page.</summary>
    public Task<T> AskAsync<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    /// <summary>Waits until an expression in the page holds.</summary>
    public Task UntilAsync(string expression) => Page.WaitForExpressionAsync(expression);

    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        await _browser.DisposeAsync();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The browser may still be putting its profile away.
        }
    }
}
