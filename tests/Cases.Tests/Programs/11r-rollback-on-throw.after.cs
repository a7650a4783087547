// source: umbraco/Umbraco-CMS PR 12553 (and review in PR 12293): a scope that is not completed on an early return rolls back what was done
using EntryPath;

[EntryProtocol]
public enum Scoping
{
    [Because("a scope that is disposed without having been completed rolls back")]
    [EndsOnThrow]
    Undecided,
}

public interface IScope : IDisposable
{
    [Undo(Scoping.Undecided)] bool Complete();
}

public interface IScopeProvider
{
    [Step(Scoping.Undecided)] [return: Subject] IScope Create();
}

public enum MemberKind { All, Online, Locked }

public sealed class MemberService(IScopeProvider provider, List<string> online)
{
    public int GetCount(MemberKind kind)
    {
        using (IScope scope = provider.Create())
        {
            Func<string, bool> query;

            switch (kind)
            {
                case MemberKind.All:
                    query = static _ => true;
                    break;
                case MemberKind.Online:
                    query = static name => name.Length > 0;
                    break;
                case MemberKind.Locked:
                    if (online.Count == 0)
                    {
                        scope.Complete();
                        return 0;
                    }
                    query = static name => name.StartsWith('!');
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(kind));
            }

            scope.Complete();
            return online.Count(query);
        }
    }

    public bool Delete(string name)
    {
        using IScope scope = provider.Create();

        int index = online.IndexOf(name);
        if (index < 0)
        {
            Console.WriteLine("no such member");
            scope.Complete();
            return false;
        }

        try
        {
            online.RemoveAt(index);
        }
        catch (ArgumentException e)
        {
            Console.WriteLine(e);
            scope.Complete();
            return false;
        }

        scope.Complete();
        return true;
    }
}
