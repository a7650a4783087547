using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Packs.Corpus;

/// <summary>Tells the analyzer which additional files are packs, and how certain a report has to be.</summary>
internal sealed class PackOptions(string certainty) : AnalyzerConfigOptionsProvider
{
    private static readonly AnalyzerConfigOptions s_none = new Values("", "");
    private static readonly AnalyzerConfigOptions s_pack = new Values("build_metadata.AdditionalFiles.EntryPathPack", "Pack");

    private readonly AnalyzerConfigOptions _source = new Values("entrypath.certainty", certainty);

    public override AnalyzerConfigOptions GlobalOptions => s_none;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _source;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => s_pack;

    private sealed class Values(string known, string setting) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key == known ? setting : "";
            return key == known;
        }
    }
}
