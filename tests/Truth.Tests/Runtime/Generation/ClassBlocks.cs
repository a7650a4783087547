namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Classes beside the program's own: virtual methods, interfaces, constructors and <c>Dispose</c>.</summary>
internal sealed class ClassBlocks(LineWriter writer)
{
    private const string Takes = "[EntryPath.Ensures(Latch.Held)] ";
    private const string Lets = "[EntryPath.Requires(Latch.Held), EntryPath.EnsuresUndone(Latch.Held)] ";
    private const string Subject = "[EntryPath.Subject] Unit u";

    /// <summary>What can be overridden says by a contract what it does.</summary>
    public void Override()
    {
        var u = writer.Declared.Parameter("Unit");
        var root = writer.New("Base");
        var derived = writer.New("Derived");
        var on = writer.New("On");
        var off = writer.New("Off");
        var types = writer.Declared.Types;
        if (writer.Chance.Percent(40))
        {
            types.Add([new CodeLine(0, $"public interface {root}\n{{\n    {Takes}void {on}({Subject});\n\n    {Lets}void {off}({Subject});\n}}", IsCall: false)]);
            Type($"public sealed class {derived} : {root}", ($"{Takes}public void {on}({Subject})", ["u.Lock();"]), ($"{Lets}public void {off}({Subject})", ["u.Unlock();"]));
        }
        else
        {
            Type($"public class {root}", ($"{Takes}public virtual void {on}({Subject})", ["u.Lock();"]), ($"{Lets}public virtual void {off}({Subject})", ["u.Unlock();"]));
            Type(
                $"public sealed class {derived} : {root}", ($"{Takes}public override void {on}({Subject})", ["Env.Log(\"on\");", $"base.{on}(u);", "u.Touch();"]),
                ($"{Lets}public override void {off}({Subject})", [$"base.{off}(u);", "Env.Log(\"off\");"]));
        }

        var d = writer.New("d");
        if (writer.Chance.Percent(50))
            d = writer.Declared.Parameter(root);
        else
            writer.Text(writer.Chance.Percent(50) ? $"{root} {d} = new {derived}();" : $"var {d} = new {derived}();");
        writer.Calls($"{d}.{on}({u});", $"{u}.Touch();", $"{d}.{off}({u});");
    }

    /// <summary>An object that takes in its constructor what its <c>Dispose</c> lets go; and initializers.</summary>
    public void Owner()
    {
        var u = writer.Declared.Parameter("Unit");
        var o = writer.New("o");
        var type = writer.New("Owner");
        switch (writer.Chance.Below(4))
        {
            case 0:
                writer.Declared.Types.Add(OwnerOfGiven(type));
                writer.Text($"var {o} = new {type}({u});");
                writer.Calls($"{u}.Touch();", $"{o}.Use();", $"{o}.Dispose();");
                break;
            case 1:
                writer.Declared.Types.Add([new CodeLine(0, $"public sealed class {type} : IDisposable\n{{\n    private readonly Unit _u = new();\n\n    public {type}()\n    {{\n        _u.Lock();\n    }}\n\n    public void Use()\n    {{\n        _u.Touch();\n    }}\n\n    public void Dispose()\n    {{\n        _u.Unlock();\n    }}\n}}", IsCall: false)]);
                writer.Text($"using (var {o} = new {type}())");
                writer.Braces(() => writer.Calls($"{o}.Use();"));
                break;
            case 2:
                writer.Text($"var {o} = new Unit {{ IsOpen = true }};");
                writer.Calls($"{o}.Sync();", $"{o}.Send();", $"{o}.IsOpen = false;");
                break;
            default:
                writer.Declared.Types.Add([new CodeLine(0, $"public sealed class {type}(Unit given)\n{{\n    public Unit Made {{ get; }} = new();\n\n    public Unit Given {{ get; }} = given;\n}}", IsCall: false)]);
                writer.Text($"var {o} = new {type}({u});");
                writer.Calls($"{o}.Made.Lock();", $"{o}.Given.Lock();", $"{u}.Touch();", $"{o}.Made.Touch();", $"{u}.Unlock();", $"{o}.Made.Unlock();");
                break;
        }
    }

    /// <summary>A class that takes the bracket of what its constructor is given, and ends it in <c>Dispose</c>.</summary>
    public static CodeLine[] OwnerOfGiven(string type) =>
        [new CodeLine(0, $"public sealed class {type} : IDisposable\n{{\n    private readonly Unit _u;\n\n    public {type}(Unit u)\n    {{\n        _u = u;\n        u.Lock();\n    }}\n\n    public void Use()\n    {{\n        _u.Touch();\n    }}\n\n    public void Dispose()\n    {{\n        _u.Unlock();\n    }}\n}}", IsCall: false)];

    private void Type(string head, params (string Head, string[] Calls)[] members)
    {
        var lines = new System.Collections.Generic.List<CodeLine> { new(0, head, IsCall: false), new(0, "{", IsCall: false) };
        foreach (var (member, calls) in members)
        {
            foreach (var line in LineWriter.Member(member, calls))
                lines.Add(line with { Indent = line.Indent + 1 });
        }

        lines.Add(new CodeLine(0, "}", IsCall: false));
        writer.Declared.Types.Add(lines);
    }
}
