using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What a call was given whose effect is still to come: the operation that still gives it, or else the variable that keeps it.</summary>
internal readonly record struct KeptOperand(IOperation? Operation, LocalId Variable);
