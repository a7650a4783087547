namespace EntryPath.Analyzer.Edits;

/// <summary>
/// What an analyzer keeps of the projects that it saw last, so that an editor does not wait for what an edit leaves as it was. It holds names, flags and the
/// syntax of one version of each; nothing that belongs to a compilation.
/// </summary>
internal sealed class ProjectMemory
{
    /// <summary>So many projects; an editor works on few at a time, and a build does not come back.</summary>
    private const int MaxProjects = 4;

    private readonly object _gate = new();
    private readonly List<ProjectVersion> _latest = new();

    /// <summary>The version of a project that was analyzed last.</summary>
    public ProjectVersion? Latest(string project)
    {
        lock (_gate)
            return _latest.Find(version => version.Project == project);
    }

    public void Keep(ProjectVersion version)
    {
        lock (_gate)
        {
            _latest.RemoveAll(other => other.Project == version.Project);
            if (_latest.Count == MaxProjects)
                _latest.RemoveAt(0);

            _latest.Add(version);
        }
    }
}
