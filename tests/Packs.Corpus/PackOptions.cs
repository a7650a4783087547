using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Packs.Corpus;

/// <summary>Tells the analyzer which additional files are packs.</summary>
internal sealed class PackOptions : AnalyzerConfigOptionsProvider
{
    private static readonly AnalyzerConfigOptions s_none = new Values(false);
    private static readonly AnalyzerConfigOptions s_pack = new Values(true);

    public override AnalyzerConfigOptions GlobalOptions => s_none;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => s_none;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => s_pack;

    private sealed class Values(bool isPack) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = isPack ? "Pack" : "";
            return isPack && key == "build_metadata.AdditionalFiles.EntryPathPack";
        }
    }
}
