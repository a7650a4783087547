using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Program;

/// <summary>
/// Which static members a bare name in a constructor can mean: those of its own type, of the types around it and of their bases. Types are told
/// apart by name here, so that the parts of one are one.
/// </summary>
internal sealed class StaticNames
{
    private readonly Dictionary<string, HashSet<string>> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _related = new(StringComparer.Ordinal);

    public StaticNames(IEnumerable<MemberMentions> members)
    {
        foreach (MemberMentions member in members)
        {
            foreach (TypeDeclarationSyntax type in member.Declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
                Relate(type);

            if (member.Declaration.Parent is TypeDeclarationSyntax owner)
                Of(_declared, owner.Identifier.ValueText).UnionWith(member.Statics);
        }
    }

    public bool CanBeMeant(string name, MemberMentions constructor)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var work = new Stack<string>(constructor.Declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Take(1).Select(static type => type.Identifier.ValueText));
        while (work.Count > 0)
        {
            string type = work.Pop();
            if (!seen.Add(type))
                continue;

            if (_declared.TryGetValue(type, out HashSet<string>? declared) && declared.Contains(name))
                return true;

            if (!_related.TryGetValue(type, out HashSet<string>? related))
                continue;

            foreach (string other in related)
                work.Push(other);
        }

        return false;
    }

    private void Relate(TypeDeclarationSyntax type)
    {
        HashSet<string> related = Of(_related, type.Identifier.ValueText);
        if (type.Parent is TypeDeclarationSyntax outer)
            related.Add(outer.Identifier.ValueText);

        foreach (BaseTypeSyntax @base in type.BaseList?.Types ?? default)
            related.Add(@base.Type is SimpleNameSyntax simple ? simple.Identifier.ValueText : @base.Type is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : @base.Type.ToString());
    }

    private static HashSet<string> Of(Dictionary<string, HashSet<string>> names, string type)
    {
        if (!names.TryGetValue(type, out HashSet<string>? found))
            names.Add(type, found = new HashSet<string>(StringComparer.Ordinal));

        return found;
    }
}
