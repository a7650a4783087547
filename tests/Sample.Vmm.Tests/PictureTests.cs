using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Pictures;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

[Collection(AgreementCollection.Name)]
public sealed class PictureTests(AgreementRows table)
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void The_text_diagram_has_a_lane_for_each_agent_and_says_what_is_lost(int width)
    {
        var (_, result) = Study.Race(1, MemoryModel.Tso);

        var lines = TextDiagram.Draw(result.Schedule, result.Violation!, width).Split('\n');

        Assert.Matches("vCPU thread +sender +device +processor", lines[0]);
        Assert.Contains(lines, line => line.Contains("──>", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("✗ takes", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("✗ LOST  vector 0x31", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void Every_witness_fits_in_eighty_columns()
    {
        foreach (var row in table.All.Where(row => row.Explored.Witness is not null))
        {
            var text = TextDiagram.Draw(row.Explored.Witness!.Schedule, row.Explored.Witness.Violation!, TextDiagram.LeastWidth);
            Assert.All(text.Split('\n'), line => Assert.True(line.Length <= TextDiagram.LeastWidth, $"{row.Order}: {line}"));
        }
    }

    [Fact]
    public void The_html_diagram_is_well_formed_and_loads_nothing()
    {
        var html = Draw(1);

        var page = XElement.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
        Assert.Equal(["vCPU thread", "sender", "device", "processor"], page.Descendants("h2").Select(lane => lane.Value));
        Assert.Equal(12, page.Descendants("span").Count());
        Assert.Equal("0x31", Assert.Single(page.Descendants("mark")).Value);
        Assert.DoesNotContain("src=", html);
        Assert.DoesNotContain("href", html);
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain("http", html);
        Assert.DoesNotContain("<script", html);
    }

    [Fact]
    public void The_html_diagram_shows_what_is_in_effect_and_where_the_notification_is_swallowed()
    {
        var html = Draw(1);
        var page = XElement.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);

        var brackets = page.Descendants("b").ToDictionary(bracket => bracket.Value, Rows);
        var swallowed = Rows(Assert.Single(page.Descendants("div"), step => step.Attribute("class")!.Value.Contains("swallowed", StringComparison.Ordinal)));
        Assert.True(brackets["mode InGuest"] < swallowed);
        Assert.True(swallowed < brackets["interrupts off"]);

        static int Rows(XElement element) =>
            int.Parse(Regex.Match(element.Attribute("style")!.Value, "grid-(row|area):(?<row>[0-9]+)").Groups["row"].Value, CultureInfo.InvariantCulture);
    }

    [BrowserTheory]
    [InlineData(1600, 1000)]
    [InlineData(1000, 900)]
    [InlineData(520, 1200)]
    public async Task A_browser_renders_the_diagram_in_any_window_and_it_says_what_was_lost(int width, int height)
    {
        var folder = Directory.CreateTempSubdirectory("vmm-picture-");
        try
        {
            var page = Path.Combine(folder.FullName, "race.html");
            var image = Path.Combine(folder.FullName, "race.png");
            // The probe runs after layout: it reports what the browser has drawn, not what the file says.
            await File.WriteAllTextAsync(page, Draw(2).Replace("</body>", """
                <script>
                const lost = document.getElementById('lost').getBoundingClientRect();
                const spills = [...document.querySelectorAll('.step, h2')].filter(e => e.scrollWidth > e.clientWidth + 1).length;
                const lanes = [...document.querySelectorAll('h2')].map(e => { const r = e.getBoundingClientRect(); return r.left + r.width / 2; });
                const names = ['vcpu', 'sender', 'device', 'processor'];
                const strays = [...document.querySelectorAll('.step')].filter(e => {
                  const r = e.getBoundingClientRect(); return Math.abs(r.left + r.width / 2 - lanes[names.findIndex(n => e.classList.contains(n))]) > 3; }).length;
                const tops = [...document.querySelectorAll('.step')].map(e => e.getBoundingClientRect().top);
                const backwards = tops.filter((top, i) => i > 0 && top <= tops[i - 1]).length;
                const arrow = document.querySelector('.message').getBoundingClientRect();
                const sideways = document.documentElement.scrollWidth > document.documentElement.clientWidth;
                document.body.dataset.probe = `drawn ${lost.width > 200 && lost.height > 30} spills ${spills} strays ${strays} backwards ${backwards} `
                  + `sideways ${sideways} reaches ${Math.abs(arrow.right - lanes[3]) < 3} said ${document.getElementById('lost').textContent}`;
                </script></body>
                """));

            var dom = await BrowseAsync(folder.FullName, width, height, "--dump-dom", page);
            await BrowseAsync(folder.FullName, width, height, $"--screenshot={image}", page);

            Assert.Contains("drawn true spills 0 strays 0 backwards 0 sideways false reaches true said Lost interrupt", dom);
            Assert.Matches("said Lost interruptvector 0x2a is in the PIR", dom);
            Assert.True(new FileInfo(image).Length > 10_000, "the screenshot is empty");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Draw(int race)
    {
        var (_, result) = Study.Race(race, MemoryModel.Tso);
        return HtmlDiagram.Draw("Race", "Order before 2016", result.Schedule, result.Violation!);
    }

    private static async Task<string> BrowseAsync(string folder, int width, int height, string action, string page)
    {
        var start = new ProcessStartInfo(BrowserTheoryAttribute.Chromium!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={Path.Combine(folder, Guid.NewGuid().ToString("N"))}",
            $"--window-size={width},{height}", action, new Uri(page).AbsoluteUri,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }
}
