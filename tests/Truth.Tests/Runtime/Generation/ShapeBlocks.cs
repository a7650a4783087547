namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Shapes of declarations, statements and expressions that the other blocks do not write, as the coverage of the analyzer has shown.</summary>
internal sealed class ShapeBlocks(LineWriter writer)
{
    public void Write()
    {
        switch (writer.Chance.Below(11))
        {
            case 0:
                WayOut();
                break;
            case 1:
                Single();
                break;
            case 2:
                ChosenPlace();
                break;
            case 3:
                TakenApart();
                break;
            case 4:
                Struct();
                break;
            case 5:
                BaseMember();
                break;
            case 6:
                Getters();
                break;
            case 7:
                Decided();
                break;
            case 8:
                Delegates();
                break;
            case 9:
                StartedLambda();
                break;
            default:
                Optional();
                break;
        }
    }

    /// <summary>Brackets, of one or two objects or of all elements, and several exceptions before their end, some of which leave them.</summary>
    public void Throws()
    {
        var isEach = writer.Chance.Percent(30);
        var u = writer.Declared.Parameter(isEach ? "List<Unit>" : "Unit");
        var v = isEach || writer.Chance.Percent(60) ? null : writer.Declared.Parameter("Unit");
        Each("Lock");
        Other("Lock");
        for (var i = 0; i < 2 + writer.Chance.Below(2); i++)
        {
            writer.Text(writer.Chance.Of("if (Env.Flip())", $"if ({writer.Declared.Parameter("Kind")} == Kind.First)"));
            writer.Braces(() =>
            {
                if (writer.Chance.Percent(70))
                    Other("Unlock");
                if (writer.Chance.Percent(70))
                    Each("Unlock");
                writer.Text("throw new InvalidOperationException();");
            });
            Each("Touch");
        }

        Other("Unlock");
        Each("Unlock");

        void Other(string call)
        {
            if (v is not null && v != u)
                writer.Calls($"{v}.{call}();");
        }

        void Each(string call)
        {
            if (!isEach)
            {
                writer.Calls($"{u}.{call}();");
                return;
            }

            var one = writer.New();
            writer.Text($"foreach (var {one} in {u})");
            writer.Braces(() => writer.Calls($"{one}.{call}();"));
        }
    }

    /// <summary>A way out of a block that is <c>checked</c> or <c>unsafe</c>.</summary>
    private void WayOut()
    {
        var u = writer.Declared.Parameter("Unit");
        writer.Calls($"{u}.Lock();");
        writer.Text(writer.Chance.Of("checked", "unchecked", "unsafe"));
        writer.Braces(() =>
        {
            writer.Text("if (Env.Flip())");
            writer.Braces(() =>
            {
                writer.Calls($"{u}.Unlock();");
                writer.Text("return;");
            });
            writer.Calls($"{u}.Touch();");
        });
        writer.Calls($"{u}.Unlock();");
    }

    /// <summary>Single elements that a method of the framework gives.</summary>
    private void Single()
    {
        var many = writer.Declared.Parameter("List<Unit>");
        writer.Text($"if ({many}.Count == 0)");
        writer.Braces(() => writer.Text("return;"));
        var one = many + writer.Chance.Of(".FirstOrDefault()!", ".LastOrDefault()!", ".ElementAt(0)");
        writer.Calls($"{one}.Lock();", $"{one}.Touch();", $"{one}.Unlock();");
    }

    /// <summary>A reference to one of two variables.</summary>
    private void ChosenPlace()
    {
        var one = writer.New();
        var other = writer.New();
        var place = writer.New("place");
        writer.Text($"var {one} = {writer.Declared.Parameter("Unit")};");
        writer.Text($"var {other} = {writer.Declared.Parameter("Unit")};");
        writer.Text($"ref var {place} = ref ({writer.Declared.Parameter("bool")} ? ref {one} : ref {other});");
        writer.Calls($"{place}.Lock();", $"{place}.Touch();", $"{place}.Unlock();");
    }

    /// <summary>Variables that are assigned out of a tuple which is no literal.</summary>
    private void TakenApart()
    {
        var pair = writer.New("pair");
        var one = writer.New();
        var other = writer.New();
        writer.Text($"var {pair} = ({writer.Declared.Parameter("Unit")}, {writer.Declared.Parameter("Unit")});");
        writer.Text($"Unit {one};");
        writer.Text($"Unit {other};");
        writer.Text($"({one}, {other}) = {pair};");
        writer.Calls($"{one}.Lock();", $"{one}.Touch();", $"{one}.Unlock();");
        writer.Text($"Env.Log(\"other\", {other});");
    }

    private void Struct()
    {
        var u = writer.Declared.Parameter("Unit");
        var type = writer.New("Crate");
        var crate = writer.New("crate");
        writer.Declared.Types.Add([new CodeLine(0, $"public struct {type}\n{{\n    public Unit Unit;\n    public int Number;\n\n    public {type}(Unit unit) : this()\n    {{\n        Unit = unit;\n    }}\n}}", IsCall: false)]);
        writer.Text($"var {crate} = new {type}({u});");
        writer.Calls($"{crate}.Unit.Lock();", $"{u}.Touch();", $"{crate}.Unit.Unlock();");
    }

    /// <summary>A property that an override reaches through <c>base</c>.</summary>
    private void BaseMember()
    {
        var u = writer.Declared.Parameter("Unit");
        var root = writer.New("Root");
        var derived = writer.New("Leaf");
        var leaf = writer.New("leaf");
        writer.Declared.Types.Add([new CodeLine(0, $"public class {root}(Unit unit)\n{{\n    protected virtual Unit Kept => unit;\n}}", IsCall: false)]);
        writer.Declared.Types.Add([new CodeLine(0, $"public sealed class {derived}(Unit unit) : {root}(unit)\n{{\n    public void On()\n    {{\n        base.Kept.Lock();\n    }}\n\n    public void Off()\n    {{\n        base.Kept.Unlock();\n    }}\n}}", IsCall: false)]);
        writer.Text($"var {leaf} = new {derived}({u});");
        writer.Calls($"{leaf}.On();", $"{u}.Touch();", $"{leaf}.Off();");
    }

    /// <summary>Properties that give what a field holds, in other words.</summary>
    private void Getters()
    {
        var field = writer.Declared.Field("private readonly Unit {0} = new();");
        var got = writer.Declared.Field(writer.Chance.Of(
            $"private Unit {{0}} => this.{field};", $"private Unit {{0}} {{{{ get {{{{ return {field}; }}}} }}}}", $"private Unit {{0}} {{{{ get => this.{field}; }}}}", $"private Unit {{0}} => ({field});"));
        writer.Calls($"{got}.Lock();", $"{field}.Touch();", $"{got}.Unlock();");
    }

    /// <summary>A <c>switch</c> that decides where a guard is disposed.</summary>
    private void Decided()
    {
        var u = writer.Declared.Parameter("Unit");
        var held = writer.New("held");
        writer.Text($"var {held} = {u}.Hold();");
        writer.Text($"switch ({writer.Declared.Parameter("Kind")})");
        writer.Braces(() =>
        {
            writer.Text("case Kind.First:");
            writer.Calls($"    {u}.Touch();", $"    {held}.Dispose();");
            writer.Text("    return;");
            writer.Text("case Kind.Second:");
            writer.Calls($"    {held}.Dispose();");
            writer.Text("    break;");
            writer.Text("default:");
            writer.Calls($"    {held}.Dispose();");
            writer.Text("    break;");
        });
    }

    /// <summary>A delegate that calls another one, and one that is handed to two calls.</summary>
    private void Delegates()
    {
        var u = writer.Declared.Parameter("Unit");
        var work = writer.New("work");
        var outer = writer.New("work");
        writer.Text($"Action {work} = () =>");
        writer.Braces(() => writer.Calls($"{u}.Touch();"), ";");
        writer.Calls($"{u}.Lock();");
        if (writer.Chance.Percent(50))
        {
            writer.Text($"Action {outer} = () =>");
            writer.Braces(() => writer.Text($"{work}();"), ";");
            writer.Text($"{outer}();");
        }
        else
        {
            writer.Text($"Env.Call({work});");
            writer.Text($"Env.Call({work});");
        }

        writer.Calls($"{u}.Unlock();");
    }

    /// <summary>A task of a lambda that needs what is in effect where it starts.</summary>
    private void StartedLambda()
    {
        writer.IsAsync = true;
        var u = writer.Declared.Parameter("Unit");
        var start = writer.New("start");
        var task = writer.New("task");
        writer.Text($"Func<Task> {start} = async () =>");
        writer.Braces(
            () =>
            {
                writer.Text($"{u}.Ping();");
                writer.Text("await Task.Yield();");
            },
            ";");
        writer.Calls($"await {u}.LinkAsync();");
        writer.Text($"var {task} = {start}();");
        writer.Text($"await {task};");
        writer.Calls($"await {u}.UnlinkAsync();");
    }

    /// <summary>A base whose constructor has a parameter that nobody gives, and helpers with parameters of other kinds.</summary>
    private void Optional()
    {
        var u = writer.Declared.Parameter("Unit");
        if (writer.Chance.Percent(50))
        {
            var helper = writer.Helper("private static void {0}(in Unit u, int times = 1)", "u.Lock();", "u.Touch();", "u.Unlock();");
            writer.Text($"{helper}({u});");
            return;
        }

        var root = writer.New("Root");
        var derived = writer.New("Leaf");
        var leaf = writer.New("leaf");
        writer.Declared.Types.Add([new CodeLine(0, $"public class {root}\n{{\n    public readonly Unit Kept = new();\n\n    protected {root}(int number = 1)\n    {{\n        Env.Log(\"made\", number);\n    }}\n}}", IsCall: false)]);
        writer.Declared.Types.Add([new CodeLine(0, $"public sealed class {derived} : {root};", IsCall: false)]);
        writer.Text($"var {leaf} = new {derived}();");
        writer.Calls($"{leaf}.Kept.Lock();", $"{leaf}.Kept.Touch();", $"{leaf}.Kept.Unlock();");
        writer.Text($"Env.Log(\"used\", {u});");
    }
}
