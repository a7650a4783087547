using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Packs.Tests;

/// <summary>An <c>.editorconfig</c> that asks for reports which take something for granted, too.</summary>
internal sealed class LikelyOptions : AnalyzerConfigOptionsProvider
{
    private readonly AnalyzerConfigOptions _options = new Setting();

    public static LikelyOptions Provider { get; } = new();

    public override AnalyzerConfigOptions GlobalOptions => _options;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;

    private sealed class Setting : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = "likely";
            return key == "entrypath.certainty";
        }
    }
}
