namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Several operations in one expression, which run from left to right; and members that tell whether a step is in effect.</summary>
internal sealed class ExpressionBlocks(LineWriter writer)
{
    public void Write()
    {
        var u = writer.Declared.Parameter("Unit");
        string[] calls = [$"{u}.Grab()", $"{u}.Count()", $"{u}.Drop()"];
        if (writer.Chance.Percent(30))
            (calls[0], calls[1]) = (calls[1], calls[0]);
        else if (writer.Chance.Percent(15))
            (calls[1], calls[2]) = (calls[2], calls[1]);
        var (first, second, third) = (calls[0], calls[1], calls[2]);
        var number = writer.New("n");
        switch (writer.Chance.Below(11))
        {
            case 0:
                writer.Calls($"_ = {first} + {second} * {third};");
                break;
            case 1:
                writer.Calls($"Env.Sum({first}, {second}, {third});");
                break;
            case 2:
                writer.Calls($"_ = new[] {{ {first}, {second}, {third} }};");
                break;
            case 3:
                writer.Calls($"_ = ({first}, ({second}, {third}));");
                break;
            case 4:
                writer.Calls($"Env.Log($\"{{{first}}} {{{second}}} {{{third}}}\");");
                break;
            case 5:
                writer.Text($"var {number} = 0;");
                writer.Calls($"{number} += {first};", $"{number} = {second} > 0 ? {third} : {third};");
                break;
            case 6:
                writer.Text($"var {number} = new int[4];");
                writer.Calls($"{number}[{first}] = {second} + {third};");
                break;
            case 7:
                writer.Calls($"_ = {u}.TryLock() ? {u}.Count() + {u}.Drop() : 0;");
                break;
            case 8:
                writer.Calls($"_ = {u}.TryLock() && {u}.Count() + {u}.Drop() > 0;");
                break;
            case 9:
                writer.Calls($"_ = !{u}.TryLock() || {u}.Count() + {u}.Drop() > 0;");
                break;
            default:
                writer.Calls($"_ = {u}.Locked().Count() + {third};");
                break;
        }
    }

    /// <summary>A lock that is let go where it is held, and taken again.</summary>
    public void Told()
    {
        var u = writer.Declared.Parameter("Unit");
        var was = writer.New("was");
        switch (writer.Chance.Below(4))
        {
            case 0:
                writer.Text($"var {was} = {u}.IsLocked;");
                writer.Text($"if ({was})");
                writer.Braces(() => writer.Calls($"{u}.Unlock();"));
                writer.Calls($"{u}.Sleep();");
                writer.Text($"if ({was})");
                writer.Braces(() => writer.Calls($"{u}.Lock();"));
                break;
            case 1:
                writer.Text($"var {was} = {u}.IsLocked;");
                writer.Text($"if (!{was})");
                writer.Braces(() => writer.Calls($"{u}.Lock();"));
                writer.Calls($"{u}.Touch();");
                writer.Text($"if (!{was})");
                writer.Braces(() => writer.Calls($"{u}.Unlock();"));
                break;
            case 2:
                writer.Text($"if ({u}.IsLocked)");
                writer.Braces(() => writer.Calls($"{u}.Touch();"));
                break;
            default:
                writer.Calls($"{u}.Lock();");
                writer.Text($"if ({u}.IsLocked)");
                writer.Braces(() => writer.Calls($"{u}.Touch();"));
                writer.Calls($"{u}.Unlock();");
                break;
        }
    }
}
