using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Protocols.Stubs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Edits;

/// <summary>What every verdict of a project rests on beside its source: references, options, stubs and settings.</summary>
internal sealed class Surroundings
{
    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<(string Path, SourceText? Text, string Settings)> _files;
    private readonly ImmutableArray<string> _settings;

    private Surroundings(
        CompilationOptions options,
        ImmutableArray<MetadataReference> references,
        ImmutableArray<(string Path, SourceText? Text, string Settings)> files,
        ImmutableArray<string> settings)
    {
        _options = options;
        _references = references;
        _files = files;
        _settings = settings;
    }

    /// <summary>Those of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">What the host passes beside it.</param>
    /// <param name="keys">The settings that the analysis asks for, by their keys.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static Surroundings Of(Compilation compilation, AnalyzerOptions options, ImmutableArray<string> keys, CancellationToken cancellation)
    {
        AnalyzerConfigOptionsProvider provider = options.AnalyzerConfigOptionsProvider;
        var settings = ImmutableArray.CreateBuilder<string>();
        AnalyzerConfigOptions? last = null;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            AnalyzerConfigOptions own = provider.GetOptions(tree);
            settings.Add(ReferenceEquals(own, last) ? settings[settings.Count - 1] : Text(own, keys));
            last = own;
        }

        return new Surroundings(
            compilation.Options,
            compilation.References.ToImmutableArray(),
            options.AdditionalFiles.Where(StubFile.IsStub).Select(file => (file.Path, file.GetText(cancellation), Text(provider.GetOptions(file), ImmutableArray.Create(StubFile.PackKey)))).ToImmutableArray(),
            settings.ToImmutable());
    }

    public bool AreThose(Surroundings other) =>
        _options.Equals(other._options)
        && _references.SequenceEqual(other._references)
        && _settings.SequenceEqual(other._settings, StringComparer.Ordinal)
        && _files.Length == other._files.Length
        && _files.Zip(other._files, static (own, its) => own.Path == its.Path && own.Settings == its.Settings
            && (ReferenceEquals(own.Text, its.Text) || (own.Text is not null && its.Text is not null && own.Text.ContentEquals(its.Text)))).All(static same => same);

    private static string Text(AnalyzerConfigOptions options, ImmutableArray<string> keys)
    {
        string text = string.Empty;
        foreach (string key in keys)
        {
            if (options.TryGetValue(key, out string? value))
                text += key + "=" + value + "\n";
        }

        return text;
    }
}
