using static EntryPath.Truth.Tests.Runtime.Generation.TypeText;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>
/// Objects that work together without a contract: with a mode in a field, behind an interface or a base class, with a count of users, with a guard or a collaborator in a field; and methods that run what
/// they are given, that set a member or that take an element out of a collection.
/// </summary>
internal sealed class TeamBlocks(LineWriter writer)
{
    public void Write()
    {
        switch (writer.Chance.Below(8))
        {
            case 0:
                Machine();
                break;
            case 1:
                Behind();
                break;
            case 2:
                Template();
                break;
            case 3:
                Given();
                break;
            case 4:
                Counted();
                break;
            case 5:
                Keeper();
                break;
            case 6:
                Shared();
                break;
            default:
                Taken();
                break;
        }
    }

    /// <summary>A new object whose mode decides what a call does.</summary>
    private void Machine()
    {
        var u = writer.Declared.Parameter("Unit");
        var (type, m) = (writer.New("Machine"), writer.New("o"));
        var byKind = writer.Chance.Percent(50);
        var on = byKind ? "_mode == Kind.Second" : "_on";
        Add($"public sealed class {type}(Unit u)", [
            Line(byKind ? writer.Chance.Of("private Kind _mode;", "private Kind _mode = Kind.First;") : writer.Chance.Of("private bool _on;", "private bool _on = false;")),
            .. Member("internal void Start()", $"if (!({on})) u.Lock();", byKind ? "_mode = Kind.Second;" : "_on = true;"),
            .. Member("internal void Stop()", $"if ({on}) u.Unlock();", byKind ? "_mode = Kind.Third;" : "_on = false;")]);
        writer.Text($"var {m} = new {type}({u});");
        writer.Calls($"{m}.Start();", $"{u}.Touch();", $"{m}.Stop();");
        if (writer.Chance.Percent(50))
            writer.Calls($"{u}.Sleep();");
    }

    /// <summary>An object that is known by an interface or a base class, whose members say nothing.</summary>
    private void Behind()
    {
        var u = writer.Declared.Parameter("Unit");
        var (face, type, other, o) = (writer.New("Face"), writer.New("Real"), writer.New("Null"), writer.New("o"));
        var isClass = writer.Chance.Percent(40);
        if (isClass)
        {
            Add($"public abstract class {face}", [Line("internal abstract void On(Unit u);"), Line("internal abstract void Off(Unit u);")]);
        }
        else
        {
            Add($"public interface {face}", [Line(writer.Chance.Percent(40) ? "void On(Unit u) => u.Lock();" : "void On(Unit u);"), Line("void Off(Unit u);")]);
        }

        var head = isClass ? "internal override void" : "public void";
        Add($"public sealed class {type} : {face}", [.. Member($"{head} On(Unit u)", "u.Lock();"), .. Member($"{head} Off(Unit u)", "u.Unlock();")]);
        var isOneOfTwo = writer.Chance.Percent(40);
        if (isOneOfTwo)
            Add($"public sealed class {other} : {face}", [.. Member($"{head} On(Unit u)", "Env.Work();"), .. Member($"{head} Off(Unit u)", "Env.Work();")]);

        switch (writer.Chance.Below(isOneOfTwo ? 2 : 3))
        {
            case 0:
                writer.Text($"{face} {o} = new {type}();");
                break;
            case 1:
                writer.Declared.Helpers.Add([new(0, $"private static {face} Make{o}() => new {type}();", false)]);
                writer.Text($"var {o} = Make{o}();");
                break;
            default:
                o = writer.Declared.Field($"private readonly {face} {{0}} = new {type}();");
                break;
        }

        writer.Calls($"{o}.On({u});", $"{u}.Touch();", $"{o}.Off({u});");
    }

    /// <summary>A base class that calls what its derived classes do, in a bracket of its own.</summary>
    private void Template()
    {
        var u = writer.Declared.Parameter("Unit");
        var (type, derived) = (writer.New("Job"), writer.New("Job"));
        Add($"public abstract class {type}(Unit u)", [Line("protected Unit U => u;"), .. Member("internal void Run()", "u.Lock();", "Do();", "u.Unlock();"), Line("protected abstract void Do();")]);
        Add($"public sealed class {derived}(Unit u) : {type}(u)", [.. Member("protected override void Do()", writer.Chance.Of("U.Touch();", "U.Touch();", "Env.Work();", "U.Sleep();"))]);
        writer.Calls($"new {derived}({u}).Run();");
        if (writer.Chance.Percent(50))
            writer.Calls($"{u}.Sleep();");
    }

    /// <summary>A method that runs what it is given in a bracket.</summary>
    private void Given()
    {
        var u = writer.Declared.Parameter("Unit");
        var with = writer.New("With");
        var hasUnit = writer.Chance.Percent(40);
        var run = hasUnit ? "body(u);" : writer.Chance.Of("body();", "body();", "body?.Invoke();");
        string[] lines = writer.Chance.Below(4) switch
        {
            0 => ["u.Lock();", "try", "{", "    " + run, "}", "finally", "{", "    u.Unlock();", "}"],
            1 => ["using (u.Hold())", "{", "    " + run, "}"],
            2 => ["if (!u.TryLock())", "    return;", run, "u.Unlock();"],
            _ => ["u.Lock();", run, "u.Unlock();"],
        };
        writer.Declared.Helpers.Add(Helper($"private static void {with}(Unit u, Action{(hasUnit ? "<Unit>" : "")} body)", lines));
        var flag = writer.New("b");
        var asks = writer.Chance.Percent(30);
        if (asks)
            writer.Text($"var {flag} = false;");
        var what = writer.Chance.Of($"{(hasUnit ? "x" : u)}.Touch()", $"{(hasUnit ? "x" : u)}.Touch()", "Env.Work()", $"{(hasUnit ? "x" : u)}.Sleep()");
        writer.Calls($"{with}({u}, {(hasUnit ? "x" : "()")} => {{ {what};{(asks ? $" {flag} = true;" : "")}{(writer.Chance.Percent(20) ? " if (Env.Flip()) throw new InvalidOperationException();" : "")} }});");
        if (asks)
            writer.Text($"if ({flag}) Env.Work();");
        writer.Calls(writer.Chance.Of($"{u}.Sleep();", "Env.Work();"));
    }

    /// <summary>The first of several users performs the step, and the last one undoes it.</summary>
    private void Counted()
    {
        var u = writer.Declared.Parameter("Unit");
        var (type, o) = (writer.New("Users"), writer.New("o"));
        Add($"public sealed class {type}(Unit u)", [
            Line("private int _users;"),
            .. Member("internal void Add()", writer.Chance.Of<string[]>(["if (_users++ == 0) u.Lock();"], ["if (_users == 0) u.Lock();", "_users++;"], ["_users += 1;", "if (_users == 1) u.Lock();"])),
            .. Member("internal void Remove()", writer.Chance.Of<string[]>(["if (--_users == 0) u.Unlock();"], ["_users--;", "if (_users == 0) u.Unlock();"]))]);
        writer.Text($"var {o} = new {type}({u});");
        var nests = writer.Chance.Percent(50);
        writer.Calls($"{o}.Add();");
        if (nests)
            writer.Calls($"{o}.Add();", $"{o}.Remove();");
        writer.Calls($"{u}.Touch();", $"{o}.Remove();");
    }

    /// <summary>An object that keeps a guard, or the unit itself, in a field from one call to another.</summary>
    private void Keeper()
    {
        var u = writer.Declared.Parameter("Unit");
        var (type, o) = (writer.New("Keeper"), writer.New("o"));
        var keepsGuard = writer.Chance.Percent(60);
        Add($"public sealed class {type}", [
            Line(keepsGuard ? "private Holding? _held;" : "private Unit? _held;"),
            .. Member("internal void Open(Unit u)", keepsGuard ? "_held = u.Hold();" : "Keep(u);", keepsGuard ? "Env.Work();" : "u.Lock();"),
            .. Member("internal void Keep(Unit u)", "Env.Work();", keepsGuard ? "_held = null;" : "_held = u;"),
            .. Member("internal void Close()", keepsGuard ? "_held?.Dispose();" : "_held?.Unlock();", "_held = null;")]);
        writer.Text($"var {o} = new {type}();");
        writer.Calls($"{o}.Open({u});", $"{u}.Touch();", $"{o}.Close();");
        if (writer.Chance.Percent(50))
            writer.Calls($"{u}.Sleep();");
    }

    /// <summary>An object that gives one unit to two of its parts.</summary>
    private void Shared()
    {
        var u = writer.Declared.Parameter("Unit");
        var (port, type) = (writer.New("Port"), writer.New("Client"));
        Add($"public sealed class {port}(Unit u)", [.. Member("internal void Open()", "u.Lock();"), .. Member("internal void Close()", "u.Unlock();")]);
        Add($"public sealed class {type}", [Line("private readonly Unit _u;"), Line($"private readonly {port} _port;"),
            .. Member($"public {type}(Unit u)", "_u = u;", $"_port = new {port}(u);"),
            .. Member("internal void Go()", "_port.Open();", writer.Chance.Of("_u.Touch();", "_u.Touch();", "_u.Sleep();"), "_port.Close();")]);
        writer.Calls($"new {type}({u}).Go();");
        if (writer.Chance.Percent(50))
            writer.Calls($"{u}.Sleep();");
    }

    /// <summary>A helper that takes an element out of a collection and gives it back, by its result or a parameter.</summary>
    private void Taken()
    {
        var many = writer.Declared.Parameter("List<Unit>");
        var (take, x) = (writer.New("Take"), writer.New("x"));
        var byOut = writer.Chance.Percent(50);
        string[] lines = [$"{(byOut ? "" : "var ")}unit = us[0];", .. writer.Chance.Percent(50) ? (string[])["us.RemoveAt(0);"] : [], "unit.Lock();", byOut ? "return true;" : "return unit;"];
        writer.Declared.Helpers.Add(Helper(byOut ? $"private static bool {take}(List<Unit> us, out Unit unit)" : $"private static Unit {take}(List<Unit> us)", lines));
        writer.Text($"if ({many}.Count == 0)");
        writer.Text("    return;");
        writer.Text(byOut ? $"{take}({many}, out var {x});" : $"var {x} = {take}({many});");
        writer.Calls($"{x}.Touch();", $"{x}.Unlock();");
    }

    private void Add(string head, CodeLine[] members) => writer.Declared.Types.Add(Type(head, members));
}
