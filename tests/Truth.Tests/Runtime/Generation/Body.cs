using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Generation;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Writes the body of one method: blocks that each come by an object and use a protocol on it.</summary>
internal sealed class Body
{
    private readonly Chance _chance;
    private readonly Production _allowed;
    private readonly Declarations _declared;
    private readonly Receivers _receivers;
    private readonly List<CodeLine> _lines = [];
    private int _indent;

    public Body(Chance chance, Production allowed, Declarations declared)
    {
        _chance = chance;
        _allowed = allowed;
        _declared = declared;
        _receivers = new Receivers(chance, allowed, declared);
    }

    public IReadOnlyList<CodeLine> Write()
    {
        _declared.Parameter("Unit");
        var blocks = 1 + _chance.Below(2);
        for (var i = 0; i < blocks; i++)
        {
            if (Has(Production.TwoPasses) && _chance.Percent(8))
                TwoPasses();
            else if (Has(Production.Tokens) && _chance.Percent(8))
                Tokens();
            else
                Block();
            Log();
        }

        return _lines;
    }

    private bool Has(Production production) => (_allowed & production) != 0;

    private void Block()
    {
        var receiver = _receivers.Any();
        var begin = _indent;
        foreach (var line in receiver.Before)
            Text(line);
        _indent = begin + receiver.Blocks;
        Use(receiver);
        for (; _indent > begin;)
        {
            _indent--;
            Text("}");
        }
    }

    private void Use(Receiver receiver)
    {
        var r = receiver.Name;
        switch (_chance.Below(8))
        {
            case 0 or 1:
                Bracket(receiver, [$"{r}.Lock();"], [$"{r}.Touch();", $"{r}.Touch();"], [$"{r}.Unlock();"]);
                break;
            case 2 or 3:
                Bracket(receiver, [.. _chance.Percent(40) ? [$"{r}.Tune();"] : (string[])[], $"{r}.IsOpen = true;"], [$"{r}.Sync();", $"{r}.Send();"], [$"{r}.IsOpen = false;"]);
                break;
            case 4 or 5:
                Bracket(
                    receiver, [$"{r}.Begin();", $"{r}.Pin();"], [.. _chance.Percent(40) ? [$"{r}.Note();"] : (string[])[], $"{r}.Fill();", $"{r}.Submit();"],
                    [$"{r}.Unpin();", $"{r}.End();"]);
                break;
            case 6 when Has(Production.Correlation):
                Try(receiver);
                break;
            case 7 when Has(Production.Guards):
                Guard(receiver);
                break;
            case 6 when Has(Production.Nesting):
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
        switch (_chance.Below(9))
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
                var flag = _chance.Percent(50) ? _declared.Parameter("bool") : null;
                if (flag is null)
                {
                    flag = _receivers.New("b");
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
            case 6 when Has(Production.Helpers) && (Has(Production.Captures) || char.IsLower(receiver.Name[0]) && IsName(receiver.Name)):
                Calls(open);
                var work = _receivers.New("work");
                Text($"Action {work} = () =>");
                Braces(() => Calls(middle), ";");
                Text(work + "();");
                Calls(close);
                break;
            case 7:
                Calls(open);
                Text(_chance.Percent(50) ? "while (Env.Flip())" : "for (int n = Env.Pick(2); n > 0; n--)");
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
        switch (_chance.Below(3))
        {
            case 0:
                Text($"if ({r}.TryLock())");
                Braces(() => Calls([$"{r}.Touch();", $"{r}.Unlock();"]));
                break;
            case 1:
                var got = _receivers.New("got");
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
        if (_chance.Percent(50))
        {
            Text($"using ({r}.Hold())");
            Braces(() => Calls([$"{r}.Touch();"]));
            return;
        }

        var held = _receivers.New("held");
        Text($"var {held} = {r}.Hold();");
        Calls([$"{r}.Touch();", $"{held}.Dispose();"]);
    }

    private void Nested(string r)
    {
        Calls([$"{r}.Come();"]);
        if (Has(Production.Helpers) && IsName(r) && _chance.Percent(60))
            Text($"{Helper(r, [$"{r}.Come();", $"{r}.Look();", $"{r}.Go();"])}({r});");
        else
            Calls([$"{r}.Come();", $"{r}.Look();", $"{r}.Go();"]);
        Calls([$"{r}.Look();", $"{r}.Go();"]);
    }

    private void Tokens()
    {
        var outer = _receivers.New("s");
        Text($"var {outer} = Cpu.Save();", isCall: false);
        if (_chance.Percent(60))
        {
            var inner = _receivers.New("s");
            Text($"var {inner} = Cpu.Save();", isCall: false);
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
        var all = _declared.Parameter(_chance.Percent(50) ? "List<Unit>" : "Unit[]");
        foreach (var call in new[] { "Lock", "Touch", "Unlock" })
        {
            var x = _receivers.New();
            Text($"foreach (var {x} in {all})");
            Braces(() => Calls([$"{x}.{call}();"]));
        }
    }

    /// <summary>A private method that does this to its parameter.</summary>
    private string Helper(string name, string[] calls)
    {
        var method = "Helper" + _declared.Helpers.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _declared.Helpers.Add(
        [
            new CodeLine(0, $"private void {method}(Unit u)", IsCall: false),
            new CodeLine(0, "{", IsCall: false),
            .. calls.Select(call => new CodeLine(1, "u" + call[name.Length..], IsCall: true)),
            new CodeLine(0, "}", IsCall: false),
        ]);
        return method;
    }

    private static bool IsName(string receiver) => receiver.All(char.IsLetterOrDigit);

    private void Calls(IEnumerable<string> calls)
    {
        foreach (var call in calls)
        {
            Text(call, isCall: true);
            Log();
        }
    }

    private void Braces(System.Action inside, string after = "")
    {
        Text("{");
        _indent++;
        inside();
        _indent--;
        Text("}" + after);
    }

    private void Log()
    {
        if (_chance.Percent(15))
            Text(_chance.Of("Env.Log(\"here\");", "_ = string.Concat(\"a\", \"b\");", "Env.Work();", "_ = Math.Max(1, 2);"));
    }

    private void Text(string text, bool isCall = false) => _lines.Add(new CodeLine(_indent, text, isCall));
}
