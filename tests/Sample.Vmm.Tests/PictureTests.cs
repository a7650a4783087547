using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Pictures;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

public sealed class PictureTests
{
    [Fact]
    public void The_text_diagram_has_a_lane_for_each_agent_and_says_what_is_lost()
    {
        var (_, result) = Study.Race(1, MemoryModel.Tso);

        var lines = TextDiagram.Draw(result.Schedule, result.Violation!).Split('\n');

        Assert.Matches("vCPU thread +sender +device +processor", lines[0]);
        Assert.Contains(lines, line => line.Contains("──>", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("LOST  vector 0x31", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= 140, line));
    }

    [Fact]
    public void The_html_diagram_is_well_formed_and_loads_nothing()
    {
        var html = Draw(1);

        var svg = XElement.Parse(html[html.IndexOf("<svg", StringComparison.Ordinal)..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.DoesNotContain("src=", html);
        Assert.DoesNotContain("href", html);
        Assert.DoesNotContain("url(http", html);
        Assert.Equal(["http://www.w3.org/2000/svg"], html.Split('"').Where(part => part.StartsWith("http", StringComparison.Ordinal)));
    }

    [BrowserFact]
    public async Task A_browser_renders_the_diagram_and_it_says_what_was_lost()
    {
        var folder = Directory.CreateTempSubdirectory("vmm-picture-");
        try
        {
            var page = Path.Combine(folder.FullName, "race.html");
            var image = Path.Combine(folder.FullName, "race.png");
            // The probe runs after layout: it reports what the browser has drawn, not what the file says.
            await File.WriteAllTextAsync(page, Draw(2).Replace("</body>", """
                <script>
                const box = document.getElementById('lost').getBBox();
                const boxes = [...document.querySelectorAll('svg rect')].map(r => r.getBBox());
                const spills = [...document.querySelectorAll('svg text.step')].filter(t => {
                  const b = t.getBBox(); return !boxes.some(r => b.x >= r.x && b.x + b.width <= r.x + r.width && b.y >= r.y - 1 && b.y + b.height <= r.y + r.height + 1);
                }).length;
                document.body.dataset.probe = `drawn ${box.width > 500 && box.height > 40} spills ${spills} said ${document.getElementById('lost').textContent.trim()}`;
                </script></body>
                """));

            var dom = await BrowseAsync(folder.FullName, "--dump-dom", page);
            await BrowseAsync(folder.FullName, $"--screenshot={image}", page);

            Assert.Contains("drawn true spills 0 said Lost interrupt", dom);
            Assert.Matches("said Lost interrupt\\s+vector 0x2a is in the PIR", dom);
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

    private static async Task<string> BrowseAsync(string folder, string action, string page)
    {
        var start = new ProcessStartInfo(BrowserFactAttribute.Chromium!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={Path.Combine(folder, Guid.NewGuid().ToString("N"))}",
            "--window-size=1250,1000", action, new Uri(page).AbsoluteUri,
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
