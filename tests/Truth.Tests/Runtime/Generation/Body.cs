using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Generation;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Writes the body of one method: blocks that each come by an object and use a protocol on it.</summary>
internal sealed class Body
{
    private readonly LineWriter _writer;
    private readonly Receivers _receivers;
    private readonly (Production Kind, Action Write)[] _blocks;

    public Body(Chance chance, Production allowed, Declarations declared)
    {
        _writer = new LineWriter(chance, allowed, declared);
        _receivers = new Receivers(chance, allowed, declared);
        var tasks = new TaskBlocks(_writer);
        var expressions = new ExpressionBlocks(_writer);
        var classes = new ClassBlocks(_writer);
        var calls = new CallBlocks(_writer);
        var framework = new FrameworkBlocks(_writer);
        var forms = new FormBlocks(_writer);
        var guards = new GuardBlocks(_writer);
        var collections = new CollectionBlocks(_writer);
        var named = new NamedBlocks(_writer);
        var shapes = new ShapeBlocks(_writer);
        var leaving = new LeavingBlocks(_writer);
        var teams = new TeamBlocks(_writer);
        var decisions = new DecisionBlocks(_writer);
        (Production Kind, Action Write)[] all =
        [
            (Production.TwoPasses, TwoPasses), (Production.Tokens, Tokens), (Production.Tasks, tasks.Write), (Production.Iterators, calls.Iterator),
            (Production.Overrides, classes.Override), (Production.Generics, calls.Generic), (Production.Contracts, calls.Contract), (Production.Aliases, calls.Alias),
            (Production.Constructors, classes.Owner), (Production.Delegates, calls.Delegate), (Production.Told, expressions.Told), (Production.Expressions, expressions.Write),
            (Production.Atomics, framework.Atomics), (Production.Operators, framework.Operators), (Production.Accessors, framework.Accessors), (Production.Results, framework.Results),
            (Production.Nulls, forms.Nulls), (Production.Assertions, forms.Assertions), (Production.Handovers, forms.Handovers), (Production.Waits, tasks.Waits),
            (Production.Makers, guards.Makers), (Production.Leases, guards.Leases), (Production.Disposals, guards.Disposals), (Production.Parts, forms.Parts),
            (Production.Extensions, forms.Extensions), (Production.Filters, forms.Filters), (Production.Types, forms.Types),
            (Production.Fills, collections.Fills), (Production.Settable, collections.Settable),
            (Production.Named, named.Write), (Production.Forgotten, guards.Forgotten), (Production.Linked, named.LinksOfEach), (Production.Shapes, shapes.Write), (Production.Throws, shapes.Throws), (Production.Leaves, leaving.Write),
            (Production.Teams, teams.Write), (Production.Decided, decisions.Write),
        ];
        _blocks = [.. all.Where(block => _writer.Has(block.Kind))];
    }

    public bool IsAsync => _writer.IsAsync;

    private Chance Chance => _writer.Chance;

    public IReadOnlyList<CodeLine> Write()
    {
        _writer.Declared.Parameter("Unit");
        var blocks = 1 + (Chance.Percent(30) ? 1 : 0);
        for (var i = 0; i < blocks; i++)
        {
            if (_blocks.Length > 0 && Chance.Percent(45))
                Chance.Of(_blocks).Write();
            else
                Block();
            Log();
        }

        return _writer.Lines;
    }

    private bool Has(Production production) => _writer.Has(production);

    private void Block()
    {
        var receiver = _receivers.Any();
        _writer.Inside(receiver.Before, receiver.Blocks, () => Use(receiver));
    }

    private void Use(Receiver receiver)
    {
        var r = receiver.Name;
        switch (Chance.Below(9))
        {
            case 0 or 1:
                Bracket(receiver, [$"{r}.Lock();"], [$"{r}.Touch();", $"{r}.Touch();"], [$"{r}.Unlock();"]);
                break;
            case 2 or 3:
                Bracket(receiver, [.. Chance.Percent(40) ? [$"{r}.Tune();"] : (string[])[], $"{r}.IsOpen = true;"], [$"{r}.Sync();", $"{r}.Send();"], [$"{r}.IsOpen = false;"]);
                break;
            case 4 or 5:
                Bracket(
                    receiver, [$"{r}.Begin();", $"{r}.Pin();"], [.. Chance.Percent(40) ? [$"{r}.Note();"] : (string[])[], $"{r}.Fill();", $"{r}.Submit();"],
                    [$"{r}.Unpin();", $"{r}.End();"]);
                break;
            case 6 when Has(Production.Correlation):
                Try(receiver);
                break;
            case 7 when Has(Production.Guards):
                Guard(receiver);
                break;
            case 8 when Has(Production.Nesting):
                Nested(r);
                break;
            default:
                Gate(receiver);
                break;
        }
    }

    /// <summary>A bracket, in one of the shapes that people give it.</summary>
    private void Bracket(Receiver receiver, string[] open, string[] middle, string[] close)
    {
        switch (Chance.Below(14))
        {
            case 0 when Has(Production.WaysOut):
                Calls(open);
                Text("try");
                Braces(() => Calls(middle));
                Text("finally");
                Braces(() => Calls(close));
                break;
            case 1 when Has(Production.WaysOut):
                Calls(open);
                Text("if (Env.Flip())");
                Braces(() =>
                {
                    Calls(close);
                    Text(receiver.IsLoop ? "continue;" : "return;");
                });
                Calls(middle);
                Calls(close);
                break;
            case 2 when Has(Production.WaysOut):
                Calls(open);
                Text("try");
                Braces(() =>
                {
                    Log();
                    Calls(middle);
                    Calls(close);
                });
                Text("catch (InvalidOperationException)");
                Braces(() =>
                {
                    Calls(close);
                    Text("throw;");
                });
                break;
            case 3 when Has(Production.Correlation):
                var flag = Chance.Percent(50) ? _writer.Declared.Parameter("bool") : null;
                if (flag is null)
                {
                    flag = _writer.New("b");
                    Text($"var {flag} = Env.Flip();");
                }

                Text($"if ({flag})");
                Braces(() => Calls(open));
                Log();
                Text($"if ({flag})");
                Braces(() =>
                {
                    Calls(middle);
                    Calls(close);
                });
                break;
            case 4 when Has(Production.Helpers) && IsName(receiver.Name):
                Calls(open);
                Text($"{Helper(receiver.Name, middle)}({receiver.Name});");
                Calls(close);
                break;
            case 5 when Has(Production.Helpers) && IsName(receiver.Name):
                Text($"{Helper(receiver.Name, open)}({receiver.Name});");
                Calls(middle);
                Text($"{Helper(receiver.Name, close)}({receiver.Name});");
                break;
            case 8 when Has(Production.WaysOut):
                Calls(open);
                Text("try");
                Braces(() =>
                {
                    Text("Env.Work();");
                    Calls(middle);
                });
                Text("catch (InvalidOperationException) when (Env.Flip())");
                Braces(() =>
                {
                    Calls(close);
                    Text(receiver.IsLoop ? "continue;" : "return;");
                });
                Calls(close);
                break;
            case 9 when Has(Production.WaysOut):
                Calls(open);
                Text("if (Env.Flip())");
                Braces(() =>
                {
                    Calls(close);
                    Text("throw new InvalidOperationException();");
                });
                Calls(middle);
                Calls(close);
                break;
            case 10 when Has(Production.WaysOut):
                Calls(open);
                Text("try");
                Braces(() =>
                {
                    Text("try");
                    Braces(() => Calls(middle));
                    Text("catch (InvalidOperationException)");
                    Braces(() => Text("Env.Log(\"failed\");"));
                });
                Text("finally");
                Braces(() => Calls(close));
                break;
            case 11 when Has(Production.WaysOut):
                var label = _writer.New("end");
                Calls(open);
                Text("if (Env.Flip())");
                Text($"    goto {label};");
                Calls(middle);
                Text($"{label}:");
                Text("Env.Work();");
                Calls(close);
                break;
            case 12 when Has(Production.WaysOut):
                Text("while (true)");
                Braces(() =>
                {
                    Calls(open);
                    Calls(middle);
                    Calls(close);
                    Text("if (Env.Flip())");
                    Text("    break;");
                });
                break;
            case 13 when Has(Production.Correlation):
                var kind = _writer.Declared.Parameter("Kind");
                Text($"if ({kind} == Kind.First)");
                Braces(() => Calls(open));
                Log();
                Text($"switch ({kind})");
                Braces(() =>
                {
                    Text("case Kind.First:");
                    Calls(middle);
                    Calls(close);
                    Text("    break;");
                    Text("default:");
                    Text("    break;");
                });
                break;
            case 6 when !_writer.IsAsync && Has(Production.Helpers) && (Has(Production.Captures) || char.IsLower(receiver.Name[0]) && IsName(receiver.Name)):
                Calls(open);
                var work = _writer.New("work");
                Text($"Action {work} = () =>");
                Braces(() => Calls(middle), ";");
                Text(work + "();");
                Calls(close);
                break;
            case 7:
                Calls(open);
                Text(Chance.Percent(50) ? "while (Env.Flip())" : "for (int n = Env.Pick(2); n > 0; n--)");
                Braces(() => Calls(middle));
                Calls(middle);
                Calls(close);
                break;
            default:
                Calls(open);
                Calls(middle);
                Calls(close);
                break;
        }
    }

    private void Try(Receiver receiver)
    {
        var r = receiver.Name;
        switch (Chance.Below(3))
        {
            case 0:
                Text($"if ({r}.TryLock())");
                Braces(() => Calls([$"{r}.Touch();", $"{r}.Unlock();"]));
                break;
            case 1:
                var got = _writer.New("got");
                Text($"var {got} = {r}.TryLock();");
                Log();
                Text($"if ({got})");
                Braces(() => Calls([$"{r}.Touch();", $"{r}.Unlock();"]));
                break;
            default:
                Text($"if (!{r}.TryLock())");
                Text(receiver.IsLoop ? "    continue;" : "    return;");
                Calls([$"{r}.Touch();", $"{r}.Unlock();"]);
                break;
        }
    }

    private void Guard(Receiver receiver)
    {
        var r = receiver.Name;
        if (Chance.Percent(50))
        {
            Text($"using ({r}.Hold())");
            Braces(() => Calls([$"{r}.Touch();"]));
            return;
        }

        var held = _writer.New("held");
        Text($"var {held} = {r}.Hold();");
        Calls([$"{r}.Touch();", $"{held}.Dispose();"]);
    }

    private void Nested(string r)
    {
        var isDeep = Has(Production.Depths) && Chance.Percent(25) ? _writer.Declared.Parameter("bool") : null;
        Calls([$"{r}.Come();"]);
        if (isDeep is not null)
        {
            // The depth depends on a flag.
            Text($"if ({isDeep})");
            Braces(() => Calls([$"{r}.Come();"]));
        }

        if (Has(Production.Helpers) && IsName(r) && Chance.Percent(60))
        {
            Text(Has(Production.Depths) && Chance.Percent(40)
                ? $"{_writer.Helper("private void {0}(Unit u)", "u.Come();", "if (Env.Flip())", "{", "    u.Go();", "    return;", "}", "u.Look();", "u.Go();")}({r});"
                : $"{Helper(r, [$"{r}.Come();", $"{r}.Look();", $"{r}.Go();"])}({r});");
        }
        else
        {
            Calls([$"{r}.Come();", $"{r}.Look();", $"{r}.Go();"]);
        }

        if (isDeep is not null)
        {
            Text($"if ({isDeep})");
            Braces(() => Calls([$"{r}.Go();"]));
        }

        Calls([$"{r}.Look();", $"{r}.Go();"]);
    }

    private void Tokens()
    {
        var outer = _writer.New("s");
        Text($"var {outer} = Cpu.Save();");
        if (Has(Production.Helpers) && Chance.Percent(35))
        {
            Text(_writer.Helper("private void {0}()", "var s = Cpu.Save();", "Cpu.Poke();", "Cpu.Restore(s);") + "();");
        }
        else if (Chance.Percent(60))
        {
            var inner = _writer.New("s");
            Text($"var {inner} = Cpu.Save();");
            Calls(["Cpu.Poke();", $"Cpu.Restore({inner});"]);
        }

        Calls(["Cpu.Poke();", $"Cpu.Restore({outer});"]);
    }

    private void Gate(Receiver receiver)
    {
        var r = receiver.Name;
        Calls(["Cpu.Mask();", $"{r}.SetMode(Mode.In);", $"{r}.Fence();", $"{r}.Drain();"]);
        Text($"if ({r}.MustStop())");
        Braces(() =>
        {
            Calls([$"{r}.SetMode(Mode.Out);", "Cpu.Unmask();"]);
            Text(receiver.IsLoop ? "continue;" : "return;");
        });
        Calls([$"{r}.Enter();", $"{r}.SetMode(Mode.Out);", "Cpu.Unmask();"]);
    }

    private void TwoPasses()
    {
        var isList = Chance.Percent(50);
        var all = _writer.Declared.Parameter(isList ? "List<Unit>" : "Unit[]");
        var count = all + (isList ? ".Count" : ".Length");
        foreach (var call in new[] { "Lock", "Touch", "Unlock" })
        {
            var x = _writer.New();
            switch (Chance.Below(4))
            {
                case 0:
                    Text($"for (int {x} = {count} - 1; {x} >= 0; {x}--)");
                    Braces(() => Calls([$"{all}[{x}].{call}();"]));
                    break;
                case 1:
                    Text($"for (var {x} = 0; {x} < {count}; {x}++)");
                    Braces(() => Calls([$"{all}[{x}].{call}();"]));
                    break;
                default:
                    Text($"foreach (var {x} in {all})");
                    Braces(() => Calls([$"{x}.{call}();"]));
                    break;
            }
        }
    }

    /// <summary>A private method that does this to its parameter.</summary>
    private string Helper(string name, string[] calls) => _writer.Helper("private void {0}(Unit u)", calls.Select(call => "u" + call[name.Length..]));

    private static bool IsName(string receiver) => receiver.All(char.IsLetterOrDigit);

    private void Calls(IEnumerable<string> calls) => _writer.Calls(calls);

    private void Braces(Action inside, string after = "") => _writer.Braces(inside, after);

    private void Log() => _writer.Log();

    private void Text(string text, bool isCall = false) => _writer.Text(text, isCall);
}
