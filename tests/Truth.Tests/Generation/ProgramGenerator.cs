using System.Linq;
using CsCheck;
using EntryPath.Truth.Tests.Language;

namespace EntryPath.Truth.Tests.Generation;

/// <summary>
/// Random programs. One is first written to keep its protocols, in a random shape; then most are spoilt by a few random edits,
/// so that good and bad programs differ by little, as they do in life.
/// </summary>
internal sealed class ProgramGenerator : Gen<TruthProgram>
{
    public override TruthProgram Generate(PCG pcg, Size? min, out Size size)
    {
        var chance = new Chance(pcg);
        var program = new ProgramWriter(chance).Write();
        var edits = chance.Of(0, 0, 0, 1, 1, 1, 2, 3);
        for (var edit = 0; edit < edits; edit++)
        {
            var edited = Spoiler.Spoil(program, chance);
            if (Validity.Compiles(edited))
                program = edited;
        }

        program = new TruthProgram([.. program.Methods.Select(method => method with { Body = [.. method.Body.Select(Syntax.Copy)] })]);
        size = new Size((ulong)program.Methods.Sum(method => Syntax.Size(method.Body)));
        return program;
    }

    /// <summary>The program that a number names.</summary>
    public TruthProgram Generate(ulong seed) => Generate(new PCG(1, seed), null, out _);
}
