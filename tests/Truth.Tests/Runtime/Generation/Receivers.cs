using EntryPath.Truth.Tests.Generation;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Chooses how a program comes by the object that it works on, and declares what that takes.</summary>
internal sealed class Receivers(Chance chance, Production allowed, Declarations declared)
{
    public Receiver Any()
    {
        while (true)
        {
            var kind = chance.Of(
                Production.Plain, Production.Plain, Production.OneOfSeveral, Production.Members, Production.Members, Production.Chains, Production.Enumerations, Production.Indexed,
                Production.References, Production.References, Production.Patterns, Production.Patterns, Production.Returned);
            if ((allowed & kind) != 0)
                return Of(kind);
        }
    }

    private Receiver Of(Production kind) => kind switch
    {
        Production.OneOfSeveral => OneOfSeveral(),
        Production.Members => Member(),
        Production.Chains => Chain(),
        Production.Enumerations => Enumeration(),
        Production.Indexed => Indexed(),
        Production.References => Reference(),
        Production.Patterns => Pattern(),
        Production.Returned => Returned(),
        _ => Plain(),
    };

    private string New(string prefix = "x") => declared.New(prefix);

    private Receiver Plain()
    {
        var unit = declared.Parameter("Unit");
        var x = New();
        return chance.Below(7) switch
        {
            0 => new(x, [$"var {x} = {unit};"]),
            1 => new(x, [$"object o{x} = {unit};", $"var {x} = (Unit)o{x};"]),
            2 => new(x, [$"var ({x}, y{x}) = ({unit}, 1);", $"Env.Log(\"count\", y{x});"]),
            3 => new(x, [$"if (((object?){declared.Parameter("Unit?")}) is not Unit {x})", "    return;"]),
            4 => new(x, [$"var {x} = Same({unit});"]),
            5 => new(x, [$"Give({unit}, out var {x});"]),
            _ => new(unit, []),
        };
    }

    private Receiver OneOfSeveral()
    {
        var one = declared.Parameter("Unit");
        var other = declared.Parameter("Unit");
        var flag = declared.Parameter("bool");
        var maybe = declared.Parameter("Unit?");
        var number = declared.Parameter("int");
        var x = New();
        return chance.Below(8) switch
        {
            0 => new(x, [$"var {x} = {flag} ? {one} : {other};"]),
            1 => new(x, [$"var {x} = {maybe} ?? {other};"]),
            2 => new(x, [$"Unit {x};", $"if ({flag})", $"    {x} = {one};", "else", $"    {x} = {other};"]),
            3 => new(x, [$"var {x} = {number} switch {{ 0 => {one}, 1 => {other}, _ => new Unit() }};"]),
            4 => new(maybe, [$"if ({maybe} == null)", $"    {maybe} = new Unit();"]),
            5 => new(maybe, [$"{maybe} ??= {one};"]),
            6 => new(x, [$"var {x} = {one};", $"if ({flag})", $"    {x} = {other};"]),
            _ => new(x, [$"Unit {x};", $"switch ({number})", "{", "    case 0:", $"        {x} = {one};", "        break;", "    default:", $"        {x} = {other};", "        break;", "}"]),
        };
    }

    private Receiver Member()
    {
        var x = New();
        switch (chance.Below(13))
        {
            case 9:
                return new(declared.Field("public required Unit {0} {{ get; init; }}"), []);
            case 10:
                return new(declared.Field("public static Unit {0} {{ get; }} = new();"), []);
            case 11:
                return new(declared.Field("private readonly Unit[] {0} = [new(), new()];") + (chance.Percent(50) ? "[0]" : "[1]"), []);
            case 12:
                var backing = declared.Field("private Unit? {0};");
                return new(declared.Field("private Unit {0} {{ get {{ if (" + backing + " == null) " + backing + " = new Unit(); return " + backing + "; }} }}"), []);
            case 0:
                return new(declared.Field("private readonly Unit {0} = new();"), []);
            case 1:
                return new(declared.Field("public Unit {0} {{ get; }} = new();"), []);
            case 2:
                return new(declared.Field("public Unit {0} {{ get; set; }} = new();"), []);
            case 3:
                return new(declared.Field("private Unit {0} {{ get; init; }} = new();"), []);
            case 4:
                return new(declared.Field("private static readonly Unit {0} = new();"), []);
            case 5:
                var field = declared.Field("private readonly Unit {0} = new();");
                return new(declared.Field("private Unit {0} => " + field + ";"), []);
            case 6:
                var lazy = declared.Field("private Unit? {0};");
                return new(declared.Field("private Unit {0} => " + lazy + " ??= new Unit();"), []);
            case 7:
                return new(x, [$"var {x} = {declared.Field("private Unit {0} = new();")};"]);
            default:
                return new(declared.Field("private Unit {0} = new();"), []);
        }
    }

    private Receiver Chain()
    {
        var holder = declared.Parameter("Holder");
        var pair = declared.Parameter("Pair");
        return chance.Below(6) switch
        {
            0 => new(holder + ".Fixed", []),
            1 => new(holder + ".Got", []),
            2 => new(holder + ".Inner.Fixed", []),
            3 => new(pair + (chance.Percent(50) ? ".One" : ".Other"), []),
            4 => new(declared.Field("private readonly Holder {0} = new();") + ".Got", []),
            _ => new(declared.Field("private readonly Box {0} = new(new Unit());") + ".Unit", []),
        };
    }

    private Receiver Enumeration()
    {
        var x = New();
        return chance.Below(9) switch
        {
            6 => Loop(x, $"foreach (var {x} in {declared.Parameter("Dictionary<string, Unit>")}.Values)"),
            7 => Loop(x, $"while ({declared.Parameter("Stack<Unit>")}.TryPop(out var {x}))"),
            8 => Drained(x, declared.Parameter("Queue<Unit>")),
            0 => Loop(x, $"foreach (var {x} in {declared.Parameter("List<Unit>")})"),
            1 => Loop(x, $"foreach (var {x} in {declared.Parameter("Unit[]")})"),
            2 => Loop(x, $"while ({declared.Parameter("Queue<Unit>")}.TryDequeue(out var {x}))"),
            3 => Loop(x, $"foreach (var (_, {x}) in {declared.Parameter("Dictionary<string, Unit>")})"),
            4 => Loop(x, $"if ({declared.Parameter("Dictionary<string, Unit>")}.TryGetValue(\"0\", out var {x}))") with { IsLoop = false },
            _ => Loop(x, $"foreach (var {x} in {declared.Parameter("IReadOnlyList<Unit>")})"),
        };

        static Receiver Drained(string name, string queue) => new(name, [$"while ({queue}.Count > 0)", "{", $"    var {name} = {queue}.Dequeue();"], 1) { IsLoop = true };

        Receiver Loop(string name, string head) => new(name, [head, "{"], 1) { IsLoop = true };
    }

    private Receiver Indexed()
    {
        var isList = chance.Percent(50);
        var all = declared.Parameter(isList ? "List<Unit>" : "Unit[]");
        var count = all + (isList ? ".Count" : ".Length");
        var i = New("i");
        var x = New();
        var head = chance.Below(10) switch
        {
            < 6 => $"for (int {i} = 0; {i} < {count}; {i}++)",
            < 9 => $"for (int {i} = {count} - 1; {i} >= 0; {i}--)",
            _ => $"for (int {i} = {count}; {i}-- > 0;)",
        };
        return chance.Percent(60)
            ? new(x, [head, "{", $"    var {x} = {all}[{i}];"], 1) { IsLoop = true }
            : new($"{all}[{i}]", [head, "{"], 1) { IsLoop = true };
    }

    /// <summary>References, tuples, records and structs.</summary>
    private Receiver Reference()
    {
        var one = declared.Parameter("Unit");
        var other = declared.Parameter("Unit");
        var x = New();
        return chance.Below(8) switch
        {
            0 => new(x, [$"var (y{x}, {x}) = ({one}, {other});", $"Env.Log(\"tuple\", y{x} != null);"]),
            1 => new(x, [$"var r{x} = new Pair({one}, {other}) with {{ One = {other} }};", $"var {x} = r{x}.One;"]),
            2 => new($"b{x}.Unit", [$"var {x} = new Box({one});", $"var b{x} = {x};"]),
            3 => new(x, [$"var ({x}, _) = new Pair({one}, {other});"]),
            4 => new(x, [$"var {x} = {one};", $"var y{x} = {other};", $"({x}, y{x}) = (y{x}, {x});"]),
            5 => new(x, [$"ref Unit r{x} = ref {one};", $"var {x} = r{x};"]),
            6 => new(x, [$"Give({one}, out Unit {x});"]),
            _ => new($"t{x}.Unit", [$"var t{x} = (Unit: {one}, Number: 1);"]),
        };
    }

    private Receiver Returned()
    {
        var one = declared.Parameter("Unit");
        var other = declared.Parameter("Unit");
        var x = New();
        switch (chance.Below(3))
        {
            case 0:
                return new(x, [$"Unit? {x} = null;", $"Put(ref {x}, {one});"]);
            case 1:
                return new(x, [$"var {x} = Both({one}, {other}).Item2;"]);
            default:
                var type = New("Kept");
                declared.Types.Add([new CodeLine(0, $"public sealed class {type}\n{{\n    public Unit? Set {{ get; init; }}\n}}", IsCall: false)]);
                return new($"o{x}.Set", [$"var o{x} = new {type} {{ Set = {one} }};"]);
        }
    }

    private Receiver Pattern()
    {
        var unit = declared.Parameter("Unit");
        var x = New();
        return chance.Below(6) switch
        {
            0 => new(x, [$"if ({declared.Parameter("Unit?")} is {{ }} {x})", "{"], 1),
            1 => new(x, [$"if ({declared.Parameter("Holder?")} is {{ Got: var {x} }})", "{"], 1),
            2 => new(x, [$"if ({declared.Parameter("Unit[]")} is [var {x}, ..])", "{"], 1),
            3 => new(x, [$"if ({declared.Parameter("Pair?")} is ({{ }} {x}, _))", "{"], 1),
            4 => new(x, [$"var {x} = {declared.Parameter("Kind")} switch {{ Kind.First or Kind.Second => {unit}, _ => {declared.Parameter("Unit")} }};"]),
            _ => new(x, [$"if ((object){unit} is Unit {x} && {declared.Parameter("int")} is > 0 and < 9)", "{"], 1),
        };
    }
}
