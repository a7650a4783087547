namespace EntryPath.CodeFixes.Tests;

/// <summary>The places of a program in which the same statements can stand, each with the same variables in reach.</summary>
internal static class Places
{
    private const string Parameters = "Processor cpu, Vcpu vcpu, Door door, int reason, int other";

    /// <summary>What stands around the statements; <c>$</c> is where they stand.</summary>
    private static readonly Dictionary<string, string> s_places = new()
    {
        ["a block"] = Method("$"),
        ["the branch of an if"] = Method("if (vcpu.Count > 0)\n{\n    $\n}\n"),
        ["an else"] = Method("if (vcpu.Count > 0)\n{\n}\nelse\n{\n    $\n}\n"),
        ["a loop"] = Method("while (vcpu.Count > 0)\n{\n    $\n}\n"),
        ["a foreach"] = Method("foreach (char letter in \"abc\")\n{\n    $\n}\n"),
        ["a try"] = Method("try\n{\n    $\n}\nfinally\n{\n}\n"),
        ["a catch"] = Method("try\n{\n    Console.WriteLine();\n}\ncatch (Exception)\n{\n    $\n}\n"),
        ["a lock"] = Method("lock (vcpu)\n{\n    $\n}\n"),
        ["a using"] = Method("using (new System.IO.MemoryStream())\n{\n    $\n}\n"),
        ["a checked block"] = Method("checked\n{\n    $\n}\n"),
        ["a switch section"] = Method("switch (vcpu.Count)\n{\n    case 1:\n        $\n        break;\n}\n"),
        ["a block in a switch section"] = Method("switch (vcpu.Count)\n{\n    case 1:\n    {\n        $\n        break;\n    }\n}\n"),
        ["a local function"] = Method("Inner();\n\nvoid Inner()\n{\n    $\n}\n"),
        ["a lambda"] = Method("Action inner = () =>\n{\n    $\n};\ninner();\n"),
        ["a constructor"] = Fix.Members("internal Code(" + Parameters + ")\n{\n    $\n}\n"),
        ["an async method"] = Fix.Members("internal async Task Run(" + Parameters + ")\n{\n    $\n    await Task.Yield();\n}\n"),
        ["an accessor"] = Fix.Members("internal Processor cpu = new();\ninternal Vcpu vcpu = new();\ninternal Door door = new();\ninternal int reason = Environment.TickCount, other = Environment.TickCount;\n\n"
            + "internal int Value\n{\n    set\n    {\n        $\n    }\n}\n"),
        ["the top level"] = "using System;\nusing System.Threading.Tasks;\n\nProcessor cpu = new();\nVcpu vcpu = new();\nDoor door = new();\nint reason = args.Length, other = args.Length;\n$\n",
    };

    public static IEnumerable<string> Names => s_places.Keys;

    /// <summary>The program with the statements at the place.</summary>
    public static string Program(string place, string statements)
    {
        string around = s_places[place];
        int at = around.IndexOf('$', StringComparison.Ordinal);
        int start = around.LastIndexOf('\n', at) + 1;
        return around.Replace("$", statements.Replace("\n", "\n" + around[start..at], StringComparison.Ordinal), StringComparison.Ordinal);
    }

    public static bool IsTopLevel(string place) => place == "the top level";

    private static string Method(string statements) => Fix.Members("internal void Run(" + Parameters + ")\n{\n    " + statements.TrimEnd('\n').Replace("\n", "\n    ", StringComparison.Ordinal) + "\n}\n");
}
