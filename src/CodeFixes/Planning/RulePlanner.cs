using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// What could make an attribute mean something: the subject that the message asks for, the parameter that a filter looks at, the name that is a slip of the
/// keyboard away, the mark of the protocol. Last, the attribute goes: it has no effect as it stands.
/// </summary>
internal sealed class RulePlanner
{
    private readonly Document _document;
    private readonly Diagnostic _diagnostic;
    private readonly SemanticModel _model;
    private readonly SyntaxNode _root;
    private readonly AttributeSyntax _attribute;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<Edit>.Builder _edits = ImmutableArray.CreateBuilder<Edit>();

    public RulePlanner(Document document, Diagnostic diagnostic, SemanticModel model, SyntaxNode root, AttributeSyntax attribute, CancellationToken cancellation)
    {
        _document = document;
        _diagnostic = diagnostic;
        _model = model;
        _root = root;
        _attribute = attribute;
        _cancellation = cancellation;
    }

    private string Line => (_attribute.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);

    public async Task<ImmutableArray<Edit>> FindAsync()
    {
        if (_diagnostic.Id == RuleProblems.ForgottenUndo.Id)
        {
            await AddUndoAsync().ConfigureAwait(false);
            return _edits.ToImmutable();
        }

        SourceText text = await _document.GetTextAsync(_cancellation).ConfigureAwait(false);
        AddNearest(text);
        if (_diagnostic.Id == RuleProblems.UnknownParameter.Id)
            AddParameter(text);

        if (_diagnostic.Id == RuleProblems.Meaningless.Id || _diagnostic.Id == RuleProblems.OfProgram.Id)
            await AddSubjectAsync().ConfigureAwait(false);

        if (_diagnostic.Id == RuleProblems.NotAStep.Id)
            await AddProtocolAsync().ConfigureAwait(false);

        if (_diagnostic.Id == RuleProblems.OfProgram.Id)
            await AddScopeAsync().ConfigureAwait(false);
        else if (_diagnostic.Id != RuleProblems.NotAStep.Id && _diagnostic.Id != RuleProblems.UnknownParameter.Id)
            AddRemoval(text);

        return _edits.ToImmutable();
    }

    /// <summary>The name that the message calls the nearest takes the place of the one that is written.</summary>
    private void AddNearest(SourceText text)
    {
        Match nearest = Regex.Match(_diagnostic.GetMessage(CultureInfo.InvariantCulture), "; the nearest is '(\\w+)'$");
        List<LiteralExpressionSyntax> names = _attribute.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(static literal => literal.IsKind(SyntaxKind.StringLiteralExpression)
            && literal.Parent is AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: "Parameter" or "Out" or "Call" or "Flag" }).ToList();
        if (!nearest.Success)
            return;

        foreach (LiteralExpressionSyntax name in names)
        {
            string written = "\"" + nearest.Groups[1].Value + "\"";
            _edits.Add(Edit.Of(_document, "Write " + written + " for " + name + " (line " + Line + ")", EditKind.Chosen, text.Replace(name.Span, written)));
        }
    }

    /// <summary>The filter says which of the parameters it looks at.</summary>
    private void AddParameter(SourceText text)
    {
        if (_attribute.Parent?.Parent is not BaseMethodDeclarationSyntax method || _attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments })
            return;

        AttributeArgumentSyntax? named = arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == "Parameter");
        foreach (string name in method.ParameterList.Parameters.Select(static parameter => parameter.Identifier.Text))
        {
            string written = "Parameter = nameof(" + name + ")";
            _edits.Add(Edit.Of(_document, "Say '" + written + "' (line " + Line + ")", EditKind.Chosen, named is null
                ? text.Replace(arguments[arguments.Count - 1].Span.End, 0, ", " + written)
                : text.Replace(named.Span, written)));
        }
    }

    private async Task AddSubjectAsync()
    {
        if (_attribute.Parent?.Parent is not BaseMethodDeclarationSyntax declared || _model.GetDeclaredSymbol(declared, _cancellation) is not IMethodSymbol method)
            return;

        List<IParameterSymbol> objects = method.Parameters.Where(static parameter => parameter.RefKind != RefKind.Out
            && parameter.Type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct or TypeKind.TypeParameter }).ToList();
        foreach (IParameterSymbol parameter in objects)
        {
            if (await DeclaredAttribute.MarkAsync(_document.Project.Solution, parameter, "Subject", _cancellation).ConfigureAwait(false) is { } changed)
            {
                // The only object that there is must be meant.
                EditKind kind = objects.Count == 1 && _diagnostic.Id == RuleProblems.Meaningless.Id ? EditKind.Keeps : EditKind.Chosen;
                _edits.Add(new Edit("Mark parameter '" + parameter.Name + "' of '" + method.Name + "' [Subject]", kind, _ => Task.FromResult(changed)));
            }
        }
    }

    /// <summary>The member with the opposite name undoes what this one performs; a person knows whether it does.</summary>
    private async Task AddUndoAsync()
    {
        if (_attribute.Parent?.Parent is not MethodDeclarationSyntax declared || _model.GetDeclaredSymbol(declared, _cancellation) is not IMethodSymbol { ContainingType: { } type } method
            || _attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is not { } step || _model.GetSymbolInfo(step, _cancellation).Symbol is not IFieldSymbol { ContainingType: { } protocol } field
            || protocol.GetDocumentationCommentId() is not { } id)
        {
            return;
        }

        foreach (IMethodSymbol opposite in OppositeNames.Of(method.Name).SelectMany(name => type.GetMembers(name)).OfType<IMethodSymbol>().Where(other => other.IsStatic == method.IsStatic))
        {
            if (await DeclaredAttribute.AddAsync(_document.Project.Solution, opposite, "Undo", id, field.Name, _cancellation).ConfigureAwait(false) is { } changed)
                _edits.Add(new Edit("Mark '" + opposite.Name + "' [Undo(" + protocol.Name + "." + field.Name + ")]", EditKind.Chosen, _ => Task.FromResult(changed)));
        }
    }

    private async Task AddProtocolAsync()
    {
        if (_attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is not { } step)
            return;

        ITypeSymbol? type = (step as TypeOfExpressionSyntax)?.Type is { } named ? _model.GetTypeInfo(named, _cancellation).Type : _model.GetTypeInfo(step, _cancellation).Type;
        if (type is { TypeKind: TypeKind.Enum })
            await AddAttributeAsync(type, "Mark enum '" + type.Name + "' [EntryProtocol]", "EntryProtocol", static _ => Array.Empty<SyntaxNode>()).ConfigureAwait(false);
    }

    private async Task AddScopeAsync()
    {
        if (_attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is { } expression && _model.GetSymbolInfo(expression, _cancellation).Symbol is IFieldSymbol step
            && _model.Compilation.GetTypesByMetadataName("EntryPath.ProtocolScope").FirstOrDefault() is { } scope)
        {
            await AddAttributeAsync(step, "Mark step '" + step.Name + "' [Scope(ProtocolScope.Program)]", "Scope",
                generator => new[] { generator.MemberAccessExpression(generator.TypeExpression(scope), "Program") }).ConfigureAwait(false);
        }
    }

    private async Task AddAttributeAsync(ISymbol symbol, string title, string attribute, Func<SyntaxGenerator, SyntaxNode[]> arguments)
    {
        if (symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } reference || _document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } document
            || await document.GetSyntaxRootAsync(_cancellation).ConfigureAwait(false) is not { } root
            || await document.Project.GetCompilationAsync(_cancellation).ConfigureAwait(false) is not { } compilation)
        {
            return;
        }

        var generator = SyntaxGenerator.GetGenerator(document);
        SyntaxNode declared = await reference.GetSyntaxAsync(_cancellation).ConfigureAwait(false);
        if (DeclaredAttribute.Of(compilation, generator, attribute, arguments(generator)) is { } mark)
        {
            Document changed = document.WithSyntaxRoot(root.ReplaceNode(declared, generator.AddAttributes(declared, mark)));
            _edits.Add(new Edit(title, EditKind.Chosen, stop => DeclaredAttribute.ImportAsync(changed, stop)));
        }
    }

    private void AddRemoval(SourceText text)
    {
        if (_attribute.Parent is not AttributeListSyntax list || list.ContainsDirectives)
            return;

        SourceText removed;
        if (list.Attributes.Count > 1)
        {
            removed = _root.RemoveNode(_attribute, SyntaxRemoveOptions.KeepNoTrivia)!.GetText(text.Encoding);
        }
        else
        {
            int line = LineOf(text, list.SpanStart);
            bool ownLines = text.Lines[line].Start + Indentation(text, line).Length == list.SpanStart
                && IsRestBlank(text, list.Span.End) && !HasComment(list.GetTrailingTrivia());
            removed = text.Replace(ownLines
                ? TextSpan.FromBounds(text.Lines[line].Start, text.Lines[LineOf(text, list.Span.End)].EndIncludingLineBreak)
                : TextSpan.FromBounds(list.SpanStart, list.FullSpan.End), string.Empty);
        }

        _edits.Add(Edit.Of(_document, "Remove '[" + CodeQuote.Of(_attribute) + "]' (line " + Line + ")", EditKind.Chosen, removed));
    }

    private static bool IsRestBlank(SourceText text, int position)
    {
        for (int at = position; at < text.Lines[LineOf(text, position)].End; at++)
        {
            if (!char.IsWhiteSpace(text[at]))
                return false;
        }

        return true;
    }
}
