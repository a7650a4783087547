namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Objects that have a name and are reached by another way as well: out of a literal, by the turn that they have, along links.</summary>
internal sealed class NamedBlocks(LineWriter writer)
{
    public void Write()
    {
        switch (writer.Chance.Below(5))
        {
            case 0:
                Literal();
                break;
            case 1:
                Turns();
                break;
            case 2:
                Links();
                break;
            case 3:
                Lazily();
                break;
            default:
                Ordering();
                break;
        }
    }

    /// <summary>The names before or after a loop over a literal of them.</summary>
    private void Literal()
    {
        var (one, other) = Two();
        var all = writer.New("all");
        var each = writer.New("each");
        writer.Text(writer.Chance.Of($"var {all} = new[] {{ {one}, {other} }};", $"Unit[] {all} = [{one}, {other}];", $"var {all} = new List<Unit> {{ {one}, {other} }};"));
        if (writer.Chance.Percent(50))
        {
            writer.Text($"foreach (var {each} in {all})");
            writer.Braces(() => writer.Calls($"{each}.Lock();"));
            writer.Calls($"{one}.Touch();", $"{other}.Touch();", $"{other}.Unlock();", $"{one}.Unlock();");
            return;
        }

        writer.Calls($"{one}.Lock();", $"{other}.Lock();");
        writer.Text($"foreach (var {each} in {all})");
        writer.Braces(() => writer.Calls($"{each}.Touch();", $"{each}.Unlock();"));
    }

    /// <summary>A loop over an ordering of a literal, and then the names.</summary>
    private void Ordering()
    {
        var (one, other) = Two();
        var each = writer.New("each");
        var ordered = $"new[] {{ {one}, {other} }}" + writer.Chance.Of(".OrderBy(static u => u.Rank)", ".OrderByDescending(static u => u.Rank).ToList()", ".OrderBy(static u => u.Rank).ThenBy(static u => u.Rank)");
        if (writer.Chance.Percent(40))
        {
            var all = writer.New("all");
            writer.Text($"var {all} = {ordered};");
            ordered = all;
        }

        writer.Text($"foreach (var {each} in {ordered})");
        writer.Braces(() => writer.Calls($"{each}.Lock();"));
        writer.Calls($"{one}.Touch();", $"{other}.Touch();", $"{other}.Unlock();", $"{one}.Unlock();");
    }

    /// <summary>One of two objects first and the other one second.</summary>
    private void Turns()
    {
        var (one, other) = Two();
        var first = writer.New("first");
        var second = writer.New("second");
        if (writer.Chance.Percent(30))
        {
            writer.Text($"Unit {first};");
            writer.Text($"if ({one}.Rank < {other}.Rank)");
            writer.Text($"    {first} = {one};");
            writer.Text("else");
            writer.Text($"    {first} = {other};");
        }
        else
        {
            writer.Text($"var {first} = {one}.Rank < {other}.Rank ? {one} : {other};");
        }

        writer.Text(writer.Chance.Of(
            $"var {second} = {first} == {one} ? {other} : {one};", $"var {second} = {first} != {one} ? {one} : {other};", $"var {second} = ReferenceEquals({first}, {other}) ? {one} : {other};"));
        writer.Calls($"{first}.Lock();", $"{second}.Lock();", $"{one}.Touch();", $"{other}.Touch();");
        if (writer.Chance.Percent(50))
            writer.Calls($"{second}.Unlock();", $"{first}.Unlock();");
        else
            writer.Calls($"{other}.Unlock();", $"{one}.Unlock();");
    }

    /// <summary>Along links, once or twice.</summary>
    private void Links()
    {
        var head = writer.Declared.Parameter("Link?");
        if (writer.Chance.Percent(40))
        {
            Along(head, at => writer.Calls($"{at}.Unit.Lock();"));
            Along(head, at => writer.Calls($"{at}.Unit.Touch();", $"{at}.Unit.Unlock();"));
            return;
        }

        Along(head, at => writer.Calls($"{at}.Unit.Lock();", $"{at}.Unit.Touch();", $"{at}.Unit.Unlock();"));
    }

    /// <summary>A loop along links inside of another loop.</summary>
    public void LinksOfEach()
    {
        var head = writer.Declared.Parameter("Link?");
        var many = writer.Declared.Parameter(writer.Chance.Of("List<Unit>", "Unit[]"));
        var each = writer.New("each");
        if (writer.Chance.Percent(50))
        {
            Along(head, at =>
            {
                writer.Calls($"{at}.Unit.Lock();");
                writer.Text($"foreach (var {each} in {many})");
                writer.Braces(() => writer.Calls($"{each}.Lock();", $"{each}.Touch();", $"{each}.Unlock();"));
                writer.Calls($"{at}.Unit.Unlock();");
            });
            return;
        }

        writer.Text($"foreach (var {each} in {many})");
        writer.Braces(() =>
        {
            writer.Calls($"{each}.Lock();");
            Along(head, at => writer.Calls($"{at}.Unit.Lock();", $"{at}.Unit.Touch();", $"{at}.Unit.Unlock();"));
            writer.Calls($"{each}.Touch();", $"{each}.Unlock();");
        });
    }

    private void Lazily()
    {
        var lazy = writer.Declared.Field("private readonly Lazy<Unit> {0} = new(static () => new Unit());");
        writer.Calls($"{lazy}.Value.Lock();");
        writer.Text(writer.Chance.Of("Env.Work();", "Env.Log(\"given\", this);"));
        writer.Calls($"{lazy}.Value.Touch();", $"{lazy}.Value.Unlock();");
    }

    private void Along(string head, System.Action<string> inside)
    {
        var at = writer.New("at");
        if (writer.Chance.Percent(60))
        {
            writer.Text($"for (var {at} = {head}; {at} != null; {at} = {at}.Next)");
            writer.Braces(() => inside(at));
            return;
        }

        writer.Text($"var {at} = {head};");
        writer.Text($"while ({at} is not null)");
        writer.Braces(() =>
        {
            inside(at);
            writer.Text($"{at} = {at}.Next;");
        });
    }

    private (string One, string Other) Two()
    {
        var one = writer.Declared.Parameter("Unit");
        var other = one;
        while (other == one)
            other = writer.Declared.Parameter("Unit");
        return (one, other);
    }
}
