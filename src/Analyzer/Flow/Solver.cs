using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Flow;

/// <summary>A forward worklist solver over cells.</summary>
internal sealed class Solver
{
    /// <summary>So many cells at a node; with more, their slots are joined and correlation between them is lost.</summary>
    public const int MaxCells = 32;

    /// <summary>So many cells at a node that differ only in which objects variables hold; with more, these are joined.</summary>
    public const int MaxObjects = 8;

    /// <summary>So many runs of a node's instructions, for each node of the body, before the analysis gives up; a run from a cell that knows much counts as several.</summary>
    public const int MaxRunsPerNode = 400;

    /// <summary>With so many entries more, a cell's run counts as one more: the time that a run takes grows with them, often with their square.</summary>
    private const int EntriesPerRun = 64;

    /// <summary>So many places that a cell knows in a loop, before the analysis gives up: each round of a recursion over many objects finds further ones.</summary>
    private const int MaxPlacesInLoop = 1_000;

    private readonly FlowGraph _graph;
    private readonly Universe _universe;
    private readonly Transfer _transfer;
    private readonly List<Cell>[] _states;
    private readonly List<bool>[] _dirty;
    private readonly bool[] _widened;
    private readonly SortedSet<(int Order, int Node)> _work = new();

    private readonly Focus? _focus;

    /// <param name="graph">The graph of the body.</param>
    /// <param name="universe">The values and slots of the body.</param>
    /// <param name="transfer">What its instructions do.</param>
    /// <param name="focus">The slots that states are told apart by; null: all.</param>
    public Solver(FlowGraph graph, Universe universe, Transfer transfer, Focus? focus = null)
    {
        _focus = focus;
        _graph = graph;
        _universe = universe;
        _transfer = transfer;
        _states = new List<Cell>[graph.Nodes.Length];
        _dirty = new List<bool>[graph.Nodes.Length];
        _widened = new bool[graph.Nodes.Length];
    }

    /// <summary>Whether a bound was hit and cells that should be apart were joined.</summary>
    public bool HasWidened { get; private set; }

    /// <summary>Whether the solver stopped before it reached a fixpoint: what it found is not to be relied on.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>The cells with which control can enter a node.</summary>
    public IReadOnlyList<Cell> At(FlowNode node) => _states[node.Index] ?? (IReadOnlyList<Cell>)System.Array.Empty<Cell>();

    /// <param name="entry">What holds at the entry.</param>
    /// <param name="canWiden">Whether to go on past the bound on cells; if not, the solver stops there.</param>
    /// <param name="cancellation">Ends the run.</param>
    public void Solve(Cell entry, bool canWiden, CancellationToken cancellation)
    {
        _transfer.HasWidened = false;
        Arrive(_graph.Entry, entry);
        long budget = (long)MaxRunsPerNode * _graph.Nodes.Length;
        while (_work.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (HasWidened && !canWiden)
                return;

            (int, int Node) next = _work.Min;
            _work.Remove(next);
            FlowNode node = _graph.Nodes[next.Node];
            List<Cell> cells = _states[node.Index];
            List<bool> dirty = _dirty[node.Index];
            for (int i = 0; i < cells.Count; i++)
            {
                if (!dirty[i])
                    continue;

                dirty[i] = false;
                budget -= 1 + (cells[i].Values.Count / EntriesPerRun);
                if (budget < 0 || (node.InLoop && cells[i].Values.Count > MaxPlacesInLoop))
                {
                    GaveUp = true;
                    return;
                }

                _transfer.Run(node, cells[i], null, null, (target, cell, _) => Arrive(target, cell));
                HasWidened |= _transfer.HasWidened;
            }

            if (dirty.Contains(true))
                _work.Add((_graph.Order[node.Index], node.Index));
        }
    }

    private void Arrive(FlowNode node, Cell cell)
    {
        cell = Join.Prune(_universe, cell, node.Live);
        List<Cell> cells = _states[node.Index] ??= new List<Cell>();
        List<bool> dirty = _dirty[node.Index] ??= new List<bool>();
        if (_universe.GoesOverElements && cells.Count >= MaxObjects && node.Live is { } live)
            cell = Join.WithoutPassed(_universe, cell, live);

        if (_widened[node.Index])
        {
            Replace(node, cells, dirty, 0, Join.Cells(_universe, cells[0], cell, node.Index));
            return;
        }

        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i].Equals(cell))
                return;
        }

        int first = -1;
        int apart = 0;
        for (int i = 0; i < cells.Count; i++)
        {
            if (!Join.CanJoin(_universe, cells[i], cell, _focus))
                continue;

            if (!Join.AreApart(_universe, cells[i], cell, _graph.Subjects, node.Live))
            {
                Replace(node, cells, dirty, i, Join.Cells(_universe, cells[i], cell, node.Index));
                return;
            }

            apart++;
            first = first < 0 ? i : first;
        }

        if (apart >= MaxObjects)
        {
            Replace(node, cells, dirty, first, Join.Cells(_universe, cells[first], cell, node.Index));
            return;
        }

        cells.Add(cell);
        dirty.Add(true);
        if (cells.Count > MaxCells)
        {
            Cell all = cells[0];
            for (int i = 1; i < cells.Count; i++)
                all = Join.Cells(_universe, all, cells[i], node.Index);

            cells.Clear();
            dirty.Clear();
            cells.Add(all);
            dirty.Add(true);
            _widened[node.Index] = true;
            HasWidened = true;
        }

        _work.Add((_graph.Order[node.Index], node.Index));
    }

    private void Replace(FlowNode node, List<Cell> cells, List<bool> dirty, int index, Cell joined)
    {
        if (joined.Equals(cells[index]))
            return;

        cells[index] = joined;
        dirty[index] = true;
        _work.Add((_graph.Order[node.Index], node.Index));
    }
}
