using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;

namespace EntryPath.Truth.Tests.Language;

/// <summary>Prints a program as C#.</summary>
internal sealed class CSharpText
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _declared = [];
    private readonly TruthProgram _program;
    private int _indent;
    private int _counters;

    private CSharpText(TruthProgram program) => _program = program;

    /// <summary>The program in a namespace of its own.</summary>
    public static string Of(TruthProgram program, string name)
    {
        var printer = new CSharpText(program);
        printer.Print(name);
        return printer._text.ToString();
    }

    private void Print(string name)
    {
        Line("using System;");
        Line("using TruthPrelude;");
        Line();
        Line($"namespace {name};");
        Line();
        Line("public sealed class Subject");
        Open();
        Line("private readonly Unit _a;");
        Line("private readonly Unit _b;");
        Line("private readonly bool _flag0;");
        Line("private readonly bool _flag1;");
        Line();
        Line("public Subject(Unit a, Unit b, bool flag0, bool flag1)");
        Open();
        Line("_a = a;");
        Line("_b = b;");
        Line("_flag0 = flag0;");
        Line("_flag1 = flag1;");
        Close();
        foreach (var method in _program.Methods)
        {
            Line();
            Print(method);
        }

        Close();
    }

    private void Print(Method method)
    {
        _declared.Clear();
        _counters = 0;
        var parameters = Enumerable.Range(0, method.Subjects).Select(index => "Unit u" + index)
            .Concat(Enumerable.Range(0, method.Flags).Select(index => "bool p" + index));
        if (method.IsRoot)
            parameters = parameters.Append("Kind kind");
        var head = (method.IsRoot ? "public" : "private") + (method.ReturnsBool ? " bool " : " void ") + method.Name;
        Line($"{head}({string.Join(", ", parameters)})");
        Open();
        foreach (var variable in LocalNames.NotDeclaredWhereAssigned(method.Body))
        {
            _declared.Add(variable);
            Line(variable[0] == 'f' ? $"var {variable} = false;" : $"var {variable} = {FirstSubject(method)};");
        }

        Print(method.Body);
        if (method.ReturnsBool && method.Body.LastOrDefault() is not (Return or Throw))
            Line("return false;");
        Close();
    }

    private static string FirstSubject(Method method) => method.Subjects > 0 ? "u0" : "_a";

    private void Print(ImmutableArray<Statement> block)
    {
        foreach (var statement in block)
            Print(statement);
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Do { Operation: var operation, Subject: var subject }:
                Line((operation.OnSubject ? subject.Name + "." : "") + operation.Text + ";");
                break;
            case Work:
                Line("Env.Work();");
                break;
            case Assign { Target: var target, Value: var value }:
                Line($"{(_declared.Add(target.Name) ? "var " : "")}{target.Name} = {Text(value)};");
                break;
            case Copy { Target: var target, Source: var source }:
                Line($"{(_declared.Add("c" + target) ? "var " : "")}c{target} = {source.Name};");
                break;
            case Create:
                Line("var made = new Unit();");
                break;
            case Call { Callee: var call }:
                Line(Text(call) + ";");
                break;
            case If choice:
                Braced($"if ({Text(choice.Condition)})", choice.Then);
                if (!choice.Else.IsEmpty)
                    Braced("else", choice.Else);
                break;
            case While loop:
                Braced($"while ({Text(loop.Condition)})", loop.Body);
                break;
            case DoWhile loop:
                Braced("do", loop.Body);
                Line($"while ({Text(loop.Condition)});");
                break;
            case Count loop:
                var counter = "i" + _counters++.ToString(CultureInfo.InvariantCulture);
                Braced($"for (var {counter} = 0; {counter} < {loop.Times}; {counter}++)", loop.Body);
                break;
            case ForEach loop:
                Braced($"foreach (var item{_counters++} in Env.Items())", loop.Body);
                break;
            case Switch choice:
                Line("switch (kind)");
                Open();
                Section("case Kind.First:", choice.First);
                Section("case Kind.Second:", choice.Second);
                Section("default:", choice.Default);
                Close();
                break;
            case Try attempt:
                Braced("try", attempt.Body);
                if (attempt.Catch is { } handler)
                    Braced(attempt.Filter is { } filter ? $"catch (Exception) when ({Text(filter)})" : "catch (Exception)", handler);
                if (attempt.Finally is { } last)
                    Braced("finally", last);
                break;
            case Return { Value: var value }:
                Line(value is null ? "return;" : $"return {Text(value)};");
                break;
            case Throw { Again: var again }:
                Line(again ? "throw;" : "throw new InvalidOperationException();");
                break;
            case Break:
                Line("break;");
                break;
            case Continue:
                Line("continue;");
                break;
            default:
                throw new InvalidOperationException(statement.GetType().Name);
        }
    }

    private void Section(string label, ImmutableArray<Statement> body)
    {
        Line(label);
        _indent++;
        Print(body);
        if (body.LastOrDefault() is not (Return or Throw or Break or Continue))
            Line("break;");
        _indent--;
    }

    private string Text(HelperCall call) => _program.Methods[call.Method].Name
        + "(" + string.Join(", ", call.Subjects.Select(subject => subject.Name).Concat(call.Flags.Select(Text))) + ")";

    private string Text(Condition condition) => condition switch
    {
        Flip => "Env.Flip()",
        Literal { Value: var value } => value ? "true" : "false",
        Flag flag => flag.Name,
        Not { Operand: var operand } => "!" + Operand(operand),
        IsFalse { Operand: var operand } => Operand(operand) + " == false",
        And { Left: var left, Right: var right } => Operand(left) + " && " + Operand(right),
        Or { Left: var left, Right: var right } => Operand(left) + " || " + Operand(right),
        KindIs { Kind: var kind } => "kind == Kind." + (kind switch { 0 => "First", 1 => "Second", _ => "Third" }),
        Test { Operation: var operation, Subject: var subject } => subject.Name + "." + operation.Text,
        HelperTest { Call: var call } => Text(call),
        _ => throw new InvalidOperationException(condition.GetType().Name),
    };

    private string Operand(Condition condition) =>
        condition is Not or IsFalse or And or Or or KindIs ? "(" + Text(condition) + ")" : Text(condition);

    private void Braced(string head, ImmutableArray<Statement> body)
    {
        Line(head);
        Open();
        Print(body);
        Close();
    }

    private void Open()
    {
        Line("{");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        Line("}");
    }

    private void Line(string line = "") => _text.Append(' ', line.Length == 0 ? 0 : _indent * 4).Append(line).Append('\n');
}
