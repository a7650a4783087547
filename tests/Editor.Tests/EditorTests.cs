using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EntryPath.Editor.Tests;

/// <summary>What somebody sees who has a project open in an editor.</summary>
public sealed class EditorTests
{
    private const string Leak = """
                door.Lock();
                if (early)
                    return;
                door.Unlock();
        """;

    [Fact]
    public async Task One_edit_brings_a_report_and_one_takes_it_away()
    {
        using var editor = Open("        door.Lock();\n        door.Use();\n        door.Unlock();");
        Assert.Empty(await editor.ReportsAsync("Keeper.cs"));

        editor.Replace("Keeper.cs", "        door.Lock();\n", "");
        Assert.Equal(["EPO1001 5"], await editor.ReportsAsync("Keeper.cs"));

        editor.Replace("Keeper.cs", "        door.Use", "        door.Lock();\n        door.Use");
        Assert.Empty(await editor.ReportsAsync("Keeper.cs"));
    }

    [Fact]
    public async Task An_edit_of_a_helper_in_another_file_is_seen_by_the_open_caller()
    {
        using var editor = new Editor(("Door.cs", Door.Text), ("Keeper.cs", Door.Method("        Helper.Begin(door);\n        door.Use();\n        door.Unlock();")),
            ("Helper.cs", "internal static class Helper\n{\n    public static void Begin(Door door) => door.Lock();\n}\n"));
        Assert.Empty(await editor.ReportsAsync("Keeper.cs"));

        editor.Replace("Helper.cs", "door.Lock()", "System.GC.KeepAlive(door)");

        Assert.Equal(["EPO1001 6"], await editor.ReportsAsync("Keeper.cs"));
    }

    [Fact]
    public async Task Types_and_rules_that_are_edited_are_seen_by_the_open_caller()
    {
        using var editor = Open("        door.Use();");
        Assert.Equal(["EPO1001 5"], await editor.ReportsAsync("Keeper.cs"));

        editor.Replace("Door.cs", "[Requires(DoorUse.Locked)] ", "");

        Assert.Empty(await editor.ReportsAsync("Keeper.cs"));
    }

    [Theory]
    [InlineData("\ndoor.Lock();\ndoor.Use();\ndoor.Unlock();")]
    [InlineData("\ndoor.Lock();\ntry\n{\ndoor.Use();\n}\nfinally\n{\ndoor.Unlock();\n}")]
    public async Task Nothing_flashes_while_a_bracket_is_half_typed(string bracket)
    {
        using var editor = Open("        // here");

        var states = await editor.TypeAsync("Keeper.cs", "// here", bracket);

        Assert.All(states, state => Assert.True(state.Reports.Length == 0, $"{state.Typed}: {string.Join(", ", state.Reports)}"));
        Assert.True(states[^1].Compiles);
        Assert.Contains(states, state => !state.Compiles);
    }

    [Fact]
    public async Task A_report_stays_while_a_line_behind_it_is_typed_and_does_not_come_and_go()
    {
        using var editor = Open("        door.Use();\n        // here");

        var states = await editor.TypeAsync("Keeper.cs", "// here", "\nif (early) door.Lock();");

        Assert.All(states.Where(state => state.Compiles), state => Assert.Equal(["EPO1001 5"], state.Reports));
        Assert.All(states.Where(state => !state.Compiles), state => Assert.Empty(state.Reports.Except(["EPO1001 5"])));
    }

    [Fact]
    public async Task The_light_bulb_offers_the_fix_its_preview_is_the_change_and_a_click_makes_it()
    {
        using var editor = Open(Leak);
        var leak = Assert.Single(await editor.DiagnosticsAsync("Keeper.cs"), diagnostic => diagnostic.Id == "EPO1005");

        var actions = await editor.ActionsAsync("Keeper.cs", leak);

        var action = Assert.Single(actions);
        Assert.Equal("Undo before leaving: 'door.Unlock();'", action.Title);
        Assert.Equal(["+{", "+door.Unlock();", "+}"], await editor.PreviewAsync("Keeper.cs", action));
        Assert.Equal(["EPO1005 7"], await editor.ReportsAsync("Keeper.cs"));

        await editor.ApplyAsync(action);
        Assert.Empty(await editor.ReportsAsync("Keeper.cs"));
    }

    [Fact]
    public async Task Severities_and_options_are_those_of_editorconfig()
    {
        using var editor = new Editor(("Door.cs", Door.Text), ("Keeper.cs", Door.Method(Leak)),
            (".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.EPO1005.severity = suggestion\n"));

        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await editor.DiagnosticsAsync("Keeper.cs"), diagnostic => diagnostic.Id == "EPO1005").Severity);

        const string Callback = "        door.Lock();\n        call();\n        door.Unlock();";
        foreach (var (setting, expected) in new[] { ("explicit", Array.Empty<string>()), ("callbacks", ["EPO1005 6"]) })
        {
            using var other = new Editor(("Door.cs", Door.Text), ("Keeper.cs", Door.Method(Callback).Replace("bool early", "System.Action call")),
                (".editorconfig", $"root = true\n[*.cs]\nentrypath.exceptions = {setting}\n"));
            Assert.Equal(expected, await other.ReportsAsync("Keeper.cs"));
        }
    }

    [Fact]
    public async Task A_suppression_is_called_unnecessary_only_where_nothing_is_suppressed()
    {
        using var needed = Open(Leak.Replace("            return;", "#pragma warning disable EPO1005\n            return;\n#pragma warning restore EPO1005"));
        var shown = await needed.DiagnosticsAsync("Keeper.cs");
        Assert.DoesNotContain(shown, diagnostic => diagnostic.Id is "EPO1005" or "IDE0079");

        using var idle = Open("#pragma warning disable EPO1005\n        door.Lock();\n        door.Unlock();\n#pragma warning restore EPO1005");
        Assert.Contains(await idle.DiagnosticsAsync("Keeper.cs"), diagnostic => diagnostic.Id == "IDE0079");
    }

    [Fact]
    public async Task The_places_of_the_path_stand_in_open_files_in_the_order_in_which_they_run()
    {
        using var editor = new Editor(("Door.cs", Door.Text), ("Keeper.cs", Door.Method("""
                    door.Lock();
                    Helper.Work(door);
                    door.Unlock();
                    door.Use();
            """)), ("Helper.cs", "internal static class Helper\n{\n    public static void Work(Door door) => door.Use();\n}\n"));

        var use = Assert.Single(await editor.DiagnosticsAsync("Keeper.cs"), diagnostic => diagnostic.Id == "EPO1001");

        var lines = use.AdditionalLocations.Select(place => place.GetLineSpan().StartLinePosition.Line).ToList();
        Assert.NotEmpty(lines);
        Assert.Equal(lines.Order(), lines);
        Assert.All(use.AdditionalLocations, place => Assert.StartsWith("/app/", place.GetLineSpan().Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_stub_is_underlined_in_the_stub()
    {
        using var editor = new Editor(("Door.cs", Door.Text), ("Gate.cs", "namespace Vendor { public class Gate { public void Open() { } } }"),
            ("Gate.entrypath.cs", "using EntryPath;\nnamespace Vendor\n{\n    public class Gate\n    {\n        [Step(DoorUse.Locked)] public extern void Opne();\n    }\n}\n"));

        Assert.Equal(["EPO2022 6"], await editor.ReportsAsync("Gate.entrypath.cs"));

        editor.Replace("Gate.entrypath.cs", "Opne", "Open");
        Assert.Empty(await editor.ReportsAsync("Gate.entrypath.cs"));
    }

    private static Editor Open(string body) => new(("Door.cs", Door.Text), ("Keeper.cs", Door.Method(body)));
}
