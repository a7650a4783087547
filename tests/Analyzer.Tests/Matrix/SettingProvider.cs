using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Settings of <c>.editorconfig</c> for all files.</summary>
internal sealed class SettingProvider(params (string Key, string? Value)[] settings) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(settings);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options((string Key, string? Value)[] settings) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = settings.FirstOrDefault(setting => setting.Key == key).Value;
            return value is not null;
        }
    }
}
