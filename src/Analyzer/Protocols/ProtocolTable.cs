using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// The protocols of a compilation, complete: what a step's declaration leaves open is settled by the members that name it.
/// </summary>
internal sealed class ProtocolTable
{
    private readonly Dictionary<string, Protocol> _byId;
    private readonly ImmutableHashSet<string> _marks;

    private ProtocolTable(Dictionary<string, Protocol> byId, ImmutableArray<Protocol> protocols, ImmutableHashSet<string> marks)
    {
        _byId = byId;
        _marks = marks;
        Protocols = protocols;
    }

    public ImmutableArray<Protocol> Protocols { get; }

    /// <param name="protocols">The declared protocols.</param>
    /// <param name="members">What is declared of members.</param>
    /// <param name="marks">The attributes that the project has on its declarations, of those that an event depends on.</param>
    public static ProtocolTable Create(IEnumerable<DeclaredProtocol> protocols, IEnumerable<(ISymbol Symbol, MemberDeclaration Declaration)> members, ImmutableHashSet<string> marks)
    {
        HashSet<(string, string)> undone = new();
        HashSet<(string, string)> owed = new();
        HashSet<(string, string)> forbidden = new();
        Dictionary<(string, string), SortedSet<string>> undoers = new();
        HashSet<(string, string)> performedForProgram = new();
        HashSet<(string, string)> performedForObject = new();
        foreach ((ISymbol symbol, MemberDeclaration member) in members)
        {
            bool hasSubject = (member.MarkedSubject ?? member.DefaultSubject).Kind != SubjectKind.None;
            foreach (DeclaredEvent @event in member.Events)
            {
                if (@event.Step is null)
                    continue;
                if (@event.Kind == EventKind.Undo || (@event.Kind == EventKind.Step && member.ReturnsGuard))
                    undone.Add((@event.Protocol, @event.Step));
                if (@event.AnySubject)
                    forbidden.Add((@event.Protocol, @event.Step));
                if (@event.Kind == EventKind.Undo && !@event.IfInEffect)
                    owed.Add((@event.Protocol, @event.Step));
                if (@event.Kind == EventKind.Undo)
                    NamesOf(undoers, (@event.Protocol, @event.Step)).Add(symbol is IMethodSymbol { AssociatedSymbol: { } owner } ? owner.Name : symbol.Name);
                if (@event.Kind == EventKind.Step)
                    (hasSubject ? performedForObject : performedForProgram).Add((@event.Protocol, @event.Step));
            }
        }

        Dictionary<string, Protocol> byId = new(StringComparer.Ordinal);
        ImmutableArray<Protocol>.Builder all = ImmutableArray.CreateBuilder<Protocol>();
        foreach (DeclaredProtocol protocol in protocols.OrderBy(static protocol => protocol.Location is null))
        {
            if (byId.ContainsKey(protocol.DocumentationId))
                continue;

            ImmutableArray<StepDefinition> steps = protocol.Steps.Select((step, index) =>
            {
                (string, string) key = (protocol.DocumentationId, step.Name);
                StepScope @default = performedForProgram.Contains(key) && !performedForObject.Contains(key) ? StepScope.Program : StepScope.Object;
                return new StepDefinition(step.Name, index, step.Scope ?? protocol.Scope ?? @default)
                {
                    Repeat = step.Repeat,
                    Optional = step.Optional,
                    Strict = step.Strict,
                    Nestable = step.Nestable,
                    ThreadAffine = step.ThreadAffine,
                    EndsOnThrow = step.EndsOnThrow,
                    MayStay = step.MayStay,
                    IsBracket = undone.Contains(key),
                    IsUndoneByAnyone = undone.Contains(key) && !owed.Contains(key),
                    IsForbiddenToAll = forbidden.Contains(key),
                    UndoneBy = NamesOf(undoers, key).ToImmutableArray(),
                    Because = step.Because,
                    Location = step.Location,
                };
            }).ToImmutableArray();
            Protocol complete = new(protocol.Name, protocol.DocumentationId, protocol.Ordered, protocol.Location, steps);
            byId.Add(protocol.DocumentationId, complete);
            all.Add(complete);
        }

        return new ProtocolTable(byId, all.ToImmutable(), marks);
    }

    private static SortedSet<string> NamesOf(Dictionary<(string, string), SortedSet<string>> undoers, (string, string) step)
    {
        if (!undoers.TryGetValue(step, out SortedSet<string>? names))
            undoers[step] = names = new SortedSet<string>(StringComparer.Ordinal);

        return names;
    }

    /// <summary>The declared events with this table's protocols and steps.</summary>
    public ImmutableArray<MemberEvent> Bind(IEnumerable<DeclaredEvent> events) =>
        events.Select(Bind).Where(static @event => @event is not null).ToImmutableArray()!;

    private MemberEvent? Bind(DeclaredEvent @event)
    {
        if (!_byId.TryGetValue(@event.Protocol, out Protocol? protocol) || (@event.WhereMarked is { } mark && !_marks.Contains(mark)))
            return null;
        if (@event.Step is null)
            return @event.Bind(protocol, null);

        // Another version of the protocol's assembly may have a step that this one lacks.
        return protocol.Steps.FirstOrDefault(step => step.Name == @event.Step) is { } step ? @event.Bind(protocol, step) : null;
    }
}
