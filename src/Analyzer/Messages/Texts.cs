using System.Globalization;
using System.Resources;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Messages;

/// <summary>The texts of <c>Texts.resx</c>, in the language of whoever reads them.</summary>
internal static class Texts
{
    private static readonly ResourceManager s_resources = new("EntryPath.Analyzer.Messages.Texts", typeof(Texts).Assembly);

    /// <summary>What a rule is about, in a few words.</summary>
    public static LocalizableString Title(string id) => new LocalizableResourceString(id + "_Title", s_resources, typeof(Texts));

    /// <summary>What a rule reports, with places for what it is about.</summary>
    public static LocalizableString Message(string id) => new LocalizableResourceString(id + "_Message", s_resources, typeof(Texts));

    /// <summary>What a rule checks and why, for tooltips and logs.</summary>
    public static LocalizableString Description(string id) => new LocalizableResourceString(id + "_Description", s_resources, typeof(Texts));

    /// <summary>A sentence, or a part of one, with what it is about.</summary>
    public static string Say(string name, params object?[] about) =>
        string.Format(CultureInfo.InvariantCulture, s_resources.GetString("Say_" + name) ?? throw new ArgumentException(name), about);
}
