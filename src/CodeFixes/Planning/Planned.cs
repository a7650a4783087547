using System.Collections;

namespace EntryPath.CodeFixes.Planning;

/// <summary>The edits of a plan, each looked for once, and only when it is asked for.</summary>
internal sealed class Planned : IEnumerable<Edit>
{
    private readonly IEnumerator<Edit> _rest;
    private readonly List<Edit> _found = new();

    public Planned(IEnumerable<Edit> edits) => _rest = edits.GetEnumerator();

    public IEnumerator<Edit> GetEnumerator()
    {
        for (int i = 0; ; i++)
        {
            if (i == _found.Count)
            {
                if (!_rest.MoveNext())
                    yield break;

                _found.Add(_rest.Current);
            }

            yield return _found[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
