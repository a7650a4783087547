using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EntryPath.Cli.Checking;
using EntryPath.Cli.Reports;
using EntryPath.Cli.Tests.Tools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace EntryPath.Cli.Tests;

public sealed class HtmlTests
{
    /// <summary>A page for two races, and its folder.</summary>
    private static async Task<Folder> ReportAsync()
    {
        Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);
        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "html", "--output", folder["report.html"]);
        Assert.Equal(1, run.ExitCode);
        return folder;
    }

    [Fact]
    public async Task It_is_one_file_that_names_no_other_and_lets_nothing_in()
    {
        using Folder folder = await ReportAsync();

        string page = folder.Read("report.html");

        Assert.DoesNotMatch(@"<(link|img|iframe|object|embed|script[^>]+src)\b", page);
        Assert.DoesNotMatch(@"url\(|@import|fetch\(|XMLHttpRequest|import\(", page);
        Assert.Contains("Content-Security-Policy\" content=\"default-src 'none'", page);
    }

    [Fact]
    public void What_stands_in_source_cannot_end_the_data_of_the_page()
    {
        Finding finding = Many(1)[0] with { Message = "</script><script>alert(1)</script>" };

        string page = HtmlReport.Write(Result([finding]));

        Assert.Equal(2, Regex.Count(page, "</script>"));
        Assert.Contains("\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)", page);
    }

    [BrowserFact]
    public async Task A_report_is_found_opened_and_its_path_followed_with_the_keyboard_alone()
    {
        using Folder folder = await ReportAsync();
        await using BrowserPage browser = await BrowserPage.OpenAsync(folder["report.html"]);

        // Search.
        await browser.PressAsync("/");
        await browser.Page.Keyboard.TypeAsync("1002 pending");
        Assert.Equal(1, await browser.AskAsync<int>("document.querySelectorAll('nav a').length"));
        Assert.Equal("1 report found", await browser.AskAsync<string>("document.getElementById('told').textContent"));

        // Open.
        await browser.PressAsync("Tab");
        for (int i = 0; i < 10 && await browser.AskAsync<string>("document.activeElement.tagName + (document.activeElement.closest('nav') ? ' in list' : '')") != "A in list"; i++)
            await browser.PressAsync("Tab");
        await browser.PressAsync("Enter");
        // A browser tells a page of its new address when it has time to.
        await browser.UntilAsync("document.querySelector('main h2').textContent !== 'A required step is not in effect'");
        Assert.Equal("A step is performed too early", await browser.AskAsync<string>("document.querySelector('main h2').textContent"));
        Assert.Equal("true", await browser.AskAsync<string>("document.querySelector('nav a').getAttribute('aria-current')"));

        // Follow the path.
        List<string> told = [];
        for (int i = 0; i < 4; i++)
        {
            await browser.PressAsync("n");
            told.Add(await browser.AskAsync<string>("document.getElementById('told').textContent"));
            Assert.Equal(i, await browser.AskAsync<int>("[...document.querySelectorAll('tr.stop')].indexOf(document.activeElement)"));
            Assert.Equal(1, await browser.AskAsync<int>("document.querySelectorAll('[aria-current=step]').length"));
        }

        Assert.Equal(
            [
                "Stop 1 of 4: line 5, performs 'SyncPendingInterrupts'",
                "Stop 2 of 4: line 6, performs 'SetInGuestMode', voids 'SyncPendingInterrupts'",
                "Stop 3 of 4: line 7, performs 'DisableInterrupts'",
                "Stop 4 of 4: line 8, needs 'SyncPendingInterrupts' in effect here",
            ],
            told);
        await browser.PressAsync("p");
        Assert.Contains("Stop 3 of 4", await browser.AskAsync<string>("document.getElementById('told').textContent"));
        Assert.Empty(browser.Errors);
        Assert.Single(browser.Requests);
    }

    [BrowserFact]
    public async Task The_ladder_says_at_each_line_what_is_in_effect_in_words_as_well()
    {
        using Folder folder = await ReportAsync();
        await using BrowserPage browser = await BrowserPage.OpenAsync(folder["report.html"]);
        await browser.PressAsync("j");
        await browser.PressAsync("j");

        string[] heads = await browser.AskAsync<string[]>("[...document.querySelectorAll('th.rung')].map(head => head.textContent)");
        string[] rows = await browser.AskAsync<string[]>(
            "[...document.querySelectorAll('tr.stop')].map(row => row.querySelector('th').textContent + ': ' + [...row.querySelectorAll('td.mark')].map(mark => mark.textContent.replace(/^[!×]/, '')).join(', '))");

        Assert.Equal(["DisableInterrupts", "SetInGuestMode", "SyncPendingInterrupts"], heads);
        Assert.Equal(
            [
                "5: as before, as before, performed",
                "6: as before, performed, voided",
                "7: performed, in effect, not in effect",
                "8: in effect, in effect, not in effect, reported",
            ],
            rows);
        // What is drawn: a rail runs in the first two columns from their nodes down, and none in the third.
        Assert.Equal("true true false", await browser.AskAsync<string>("[...document.querySelectorAll('tr.report td.mark')].map(mark => getComputedStyle(mark, '::before').borderLeftStyle === 'solid').join(' ')"));
        Assert.True(await browser.AskAsync<bool>("document.querySelector('tr.report td.mark i.wrong').getBoundingClientRect().width >= 16"));
    }

    [BrowserFact]
    public async Task Both_colour_schemes_have_enough_contrast_and_nothing_spills_on_a_phone()
    {
        using Folder folder = await ReportAsync();
        await using BrowserPage browser = await BrowserPage.OpenAsync(folder["report.html"], 390, 800);
        Assert.True(await browser.AskAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"));

        const string Contrast = """
            (() => {
              const parse = colour => colour.match(/[\d.]+/g).map(Number);
              const light = colour => { const [r, g, b] = parse(colour).map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
              const ground = element => { for (let e = element; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (parse(c)[3] !== 0 && c !== 'transparent') return c; } return 'rgb(255,255,255)'; };
              const bad = [];
              for (const element of document.querySelectorAll('nav a, nav summary, nav small, main p, main h2, main h3, .badge, .label, tr.stop .code, tr.context th, #summary')) {
                const a = light(getComputedStyle(element).color), b = light(ground(element));
                const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                if (ratio < 4.5) bad.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
              }
              return [...new Set(bad)];
            })()
            """;
        Assert.Empty(await browser.AskAsync<string[]>(Contrast));
        string before = await browser.AskAsync<string>("getComputedStyle(document.body).backgroundColor");
        await browser.Page.ClickAsync("#theme");
        Assert.NotEqual(before, await browser.AskAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(await browser.AskAsync<string[]>(Contrast));
    }

    [BrowserFact]
    public async Task Everything_that_can_be_used_has_a_name_and_the_page_has_its_landmarks()
    {
        using Folder folder = await ReportAsync();
        await using BrowserPage browser = await BrowserPage.OpenAsync(folder["report.html"]);

        Assert.Empty(await browser.AskAsync<string[]>(
            "[...document.querySelectorAll('button, a, input, summary')].filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels[0].textContent.trim()))).map(e => e.outerHTML)"));
        Assert.Equal("1 1 1 1", await browser.AskAsync<string>("['header', 'nav', 'main', 'h1'].map(name => document.querySelectorAll(name).length).join(' ')"));
        Assert.Equal("en", await browser.AskAsync<string>("document.documentElement.lang"));
        Assert.True(await browser.AskAsync<bool>("[...document.querySelectorAll('.path th')].every(head => head.scope || !head.textContent.trim() || head.closest('tr.context'))"));
    }

    [BrowserFact]
    public async Task Five_thousand_reports_open_search_and_answer_at_once()
    {
        using var folder = new Folder();
        folder.Write("report.html", HtmlReport.Write(Result(Many(5000))));
        await using BrowserPage browser = await BrowserPage.OpenAsync(folder["report.html"]);

        Assert.StartsWith("5,000 reports", await browser.AskAsync<string>("document.getElementById('summary').textContent"));
        // What is drawn does not grow with what is there: that is what keeps the page fast, whatever the machine.
        Assert.InRange(await browser.AskAsync<int>("document.getElementsByTagName('*').length"), 50, 1500);

        JsonElement times = await browser.AskAsync<JsonElement>("""
            (async () => {
              const settle = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
              const time = async act => { const start = performance.now(); act(); await settle(); return performance.now() - start; };
              const search = document.getElementById('search');
              const find = await time(() => { search.value = 'report number 4321 '; search.dispatchEvent(new Event('input')); });
              const found = document.querySelectorAll('nav a').length;
              const all = await time(() => { search.value = ''; search.dispatchEvent(new Event('input')); });
              const open = await time(() => { location.hash = '#key4999'; dispatchEvent(new HashChangeEvent('hashchange')); });
              const shown = document.querySelector('main .message').textContent;
              return { find, all, open, found, shown };
            })()
            """);
        Assert.Equal(1, times.GetProperty("found").GetInt32());
        Assert.StartsWith("Report number 4999 ", times.GetProperty("shown").GetString());
        // Tens of milliseconds on a machine by itself; tests share theirs.
        foreach (string act in new[] { "find", "all", "open" })
            Assert.InRange(times.GetProperty(act).GetDouble(), 0, 3000);
    }

    private static CheckResult Result(ImmutableArray<Finding> findings) =>
        new("/code", findings, [], findings.SelectMany(finding => finding.Files).Distinct().ToDictionary(path => path, _ => SourceText.From(Programs.Wrong)), new CheckCounts(1, 0, 1, 12));

    private static ImmutableArray<Finding> Many(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var place = new Place(string.Create(CultureInfo.InvariantCulture, $"/code/src/File{i / 20}.cs"), 6, 14, 6, 30);
            PathStep[] path =
            [
                new(place with { StartLine = 5, EndLine = 5 }, "Sync()", [new StepChange("performed", "B", "T:P", "1")], null, PathRole.Way) { Label = "performs 'B'" },
                new(place, "Set()", [], null, PathRole.Report) { Label = "needs 'A' in effect here" },
            ];
            return new Finding("EPO1001", DiagnosticSeverity.Error, $"Report number {i} of many, because the order of its calls is not what the protocol declares", place, "App")
            {
                Protocol = $"Protocol{i % 7}",
                Step = "A",
                Member = $"Some.Name.Space.Type{i}.Method(int)",
                Path = [.. path],
                Ladder = Ladder.Of("P", "T:P", true, [("A", "of a reason"), ("B", null)], [.. path], new HashSet<string> { "A" }),
                Fingerprint = "key" + i.ToString(CultureInfo.InvariantCulture),
            };
        }),
    ];
}
