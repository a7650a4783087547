namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>What people call in the framework around their objects, operators of their own, accessors that do more than hold a value, and results in <c>out</c> parameters.</summary>
internal sealed class FrameworkBlocks(LineWriter writer)
{
    /// <summary>Members that are read and written through <c>Volatile</c>, <c>Interlocked</c> and the like.</summary>
    public void Atomics()
    {
        var u = writer.Declared.Parameter("Unit");
        var x = writer.New("x");
        switch (writer.Chance.Below(6))
        {
            case 0:
                var kept = writer.Declared.Field("private Unit {0} = new();");
                writer.Text($"var {x} = System.Threading.Volatile.Read(ref {kept});");
                Use(x);
                break;
            case 1:
                var written = writer.Declared.Field("private Unit {0} = new();");
                writer.Text($"System.Threading.Volatile.Write(ref {written}, {u});");
                Hold(written, u);
                break;
            case 2:
                var changed = writer.Declared.Field("private Unit {0} = new();");
                writer.Text($"var {x} = System.Threading.Interlocked.Exchange(ref {changed}, {u});");
                var taken = writer.Chance.Percent(50) ? x : changed;
                Hold(taken, taken == changed && writer.Chance.Percent(50) ? u : taken);
                break;
            case 3:
                // Where an edit moves a use in front of it, there is an object all the same.
                var filled = writer.Declared.Field("private Unit? {0} = new();");
                writer.Text($"System.Threading.Interlocked.CompareExchange(ref {filled}, {u}, null);");
                Hold(filled, filled);
                break;
            case 4:
                var lazy = writer.Declared.Field("private Unit? {0};");
                writer.Text($"var {x} = System.Threading.LazyInitializer.EnsureInitialized(ref {lazy}, () => new Unit());");
                Hold(x, writer.Chance.Percent(50) ? lazy : x);
                break;
            default:
                writer.Text($"lock ({u})");
                writer.Braces(() => Use(u));
                break;
        }
    }

    /// <summary>Operators and conversions that the program declares, and arrays of two dimensions.</summary>
    public void Operators()
    {
        var u = writer.Declared.Parameter("Unit");
        var w = writer.New("w");
        var type = writer.New("Wrap");
        switch (writer.Chance.Below(5))
        {
            case 0:
                Declare(type, $"public static implicit operator Unit({type} wrap) => wrap.Unit;");
                writer.Text($"var {w} = new {type}({u});");
                writer.Calls($"((Unit){w}).Lock();", $"{u}.Touch();", $"((Unit){w}).Unlock();");
                break;
            case 1:
                Declare(type, $"public static {type} operator +({type} wrap, int number)\n    {{\n        wrap.Unit.Touch();\n        return wrap;\n    }}");
                writer.Text($"var {w} = new {type}({u});");
                writer.Calls($"{u}.Lock();", $"{w} += 1;", $"_ = {w} + 2;", $"{w}.Unit.Unlock();");
                break;
            case 2:
                Declare(type, $"public static bool operator ==({type} one, {type} other) => one.Unit == other.Unit;\n\n    public static bool operator !=({type} one, {type} other) => !(one == other);\n\n    public override bool Equals(object? other) => false;\n\n    public override int GetHashCode() => 0;");
                writer.Text($"var {w} = new {type}({u});");
                writer.Text($"if ({w} != new {type}({u}))");
                writer.Braces(() => writer.Text("return;"));
                Use(w + ".Unit", u);
                break;
            case 3:
                Declare(type, $"public static {type} operator ++({type} wrap)\n    {{\n        wrap.Unit.Lock();\n        return wrap;\n    }}\n\n    public static {type} operator --({type} wrap)\n    {{\n        wrap.Unit.Unlock();\n        return wrap;\n    }}");
                writer.Text($"var {w} = new {type}({u});");
                writer.Calls($"{w}++;", $"{u}.Touch();", $"{w}--;");
                break;
            default:
                writer.Text($"var {w} = new Unit[1, 2];");
                writer.Text($"{w}[0, 1] = {u};");
                Use($"{w}[0, 1]", writer.Chance.Percent(50) ? u : $"{w}[0, 1]");
                break;
        }
    }

    /// <summary>Properties whose accessors do the work, indexers, and events that only watch.</summary>
    public void Accessors()
    {
        var u = writer.Declared.Parameter("Unit");
        var type = writer.New("Panel");
        var d = writer.New("d");
        switch (writer.Chance.Below(5))
        {
            case 4:
                Declare(type, "public event Action Watched\n    {\n        add\n        {\n            Unit.Lock();\n        }\n\n        remove\n        {\n            Unit.Unlock();\n        }\n    }");
                writer.Text($"var {d} = new {type}({u});");
                writer.Calls($"{d}.Watched += Env.Work;", $"{u}.Touch();", $"{d}.Watched -= Env.Work;");
                break;
            case 0:
                Declare(type, "public bool On\n    {\n        get => field;\n        set\n        {\n            field = value;\n            if (value)\n                Unit.Lock();\n            else\n                Unit.Unlock();\n        }\n    }");
                writer.Text($"var {d} = new {type}({u});");
                writer.Calls($"{d}.On = true;", $"{u}.Touch();", $"{d}.On = false;");
                break;
            case 1:
                Declare(type, "public Unit this[int index] => Unit;");
                writer.Text($"var {d} = new {type}({u});");
                writer.Calls($"{d}[0].Lock();", $"{u}.Touch();", $"{d}[1].Unlock();");
                break;
            case 2:
                Declare(type, "public int Number\n    {\n        get\n        {\n            Unit.Touch();\n            return field;\n        }\n\n        set\n        {\n            Unit.Touch();\n            field = value;\n        }\n    }");
                writer.Text($"var {d} = new {type}({u});");
                writer.Calls($"{u}.Lock();", $"{d}.Number++;", $"{d}.Number += 2;", $"{u}.Unlock();");
                break;
            default:
                Declare(type, "public event Action? Happened;\n\n    public void Tell() => Happened?.Invoke();");
                writer.Text($"var {d} = new {type}({u});");
                writer.Text($"{d}.Happened += static () => Env.Work();");
                writer.Calls($"{u}.Lock();");
                writer.Text($"{d}.Tell();");
                writer.Calls($"{d}.Unit.Touch();", $"{u}.Unlock();");
                break;
        }
    }

    /// <summary>Guards, tokens and answers that come back in an <c>out</c> parameter or with a flag.</summary>
    public void Results()
    {
        var u = writer.Declared.Parameter("Unit");
        var x = writer.New("x");
        switch (writer.Chance.Below(5))
        {
            case 0:
                writer.Text($"{writer.Helper("private void {0}(out Saved saved)", "saved = Cpu.Save();")}(out var {x});");
                writer.Calls("Cpu.Poke();", $"Cpu.Restore({x});");
                break;
            case 1:
                writer.Text($"{writer.Helper("private void {0}(Unit u, out Holding held)", "held = u.Hold();")}({u}, out var {x});");
                writer.Calls($"{u}.Touch();", $"{x}.Dispose();");
                break;
            case 2:
                writer.Text($"if ({writer.Helper("private bool {0}(Unit u)", "return u.TryLock();")}({u}))");
                writer.Braces(() => writer.Calls($"{u}.Touch();", $"{u}.Unlock();"));
                break;
            case 3:
                writer.Text($"{writer.Helper("private void {0}(Unit u, out bool isHeld)", "isHeld = u.TryLock();")}({u}, out var {x});");
                writer.Text($"if (!{x})");
                writer.Braces(() => writer.Text("return;"));
                writer.Calls($"{u}.Touch();", $"{u}.Unlock();");
                break;
            default:
                writer.Text($"var {x} = {writer.Helper("private Unit? {0}(Unit u)", "return u.TryLock() ? u : null;")}({u});");
                writer.Text($"if ({x} is not null)");
                writer.Braces(() => writer.Calls($"{x}.Touch();", $"{u}.Unlock();"));
                break;
        }
    }

    /// <summary>A class around an object, with these members.</summary>
    private void Declare(string type, string members) =>
        writer.Declared.Types.Add([new CodeLine(0, $"public sealed class {type}(Unit unit)\n{{\n    public readonly Unit Unit = unit;\n\n    {members}\n}}", IsCall: false)]);

    /// <summary>A bracket of an object, which may go by two names.</summary>
    private void Use(string one, string? other = null)
    {
        other ??= one;
        if (writer.Chance.Percent(50))
            Hold(one, other);
        else
            writer.Calls($"{one}.Begin();", $"{other}.Pin();", $"{other}.Fill();", $"{one}.Submit();", $"{one}.Unpin();", $"{other}.End();");
    }

    /// <summary>The same of a protocol that nothing has to follow, for objects that a member keeps: what is left of it there, another member may end.</summary>
    private void Hold(string one, string other) => writer.Calls($"{one}.Lock();", $"{other}.Touch();", $"{one}.Unlock();");
}
