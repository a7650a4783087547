// A stub may redeclare a type for one member of it: a filter Call still sees the members that the stub does not name.
using System.Collections.Generic;
using EntryPath;

[EntryProtocol]
public enum Waiting { Registered }

public class Queue
{
    private readonly List<int> _waiters = new List<int>();
    [Commit(typeof(Waiting))] private void Park() { }
    public void Good(int id) { if (!_waiters.Contains(id)) _waiters.Add(id); Park(); }
}
