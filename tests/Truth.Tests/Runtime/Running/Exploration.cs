using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Runtime.Judging;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>Runs every root of a program's classes, that is a method that is public or that nothing calls, along the sequences of its choices, the short ones first.</summary>
internal sealed class Exploration(IReadOnlyList<Type> types, TypeFacts facts, string text, IReadOnlyList<Condition> conditions, int maxRuns)
{
    private const int MaxDepth = 18;

    /// <summary>Whether there was no other run.</summary>
    public bool IsExhaustive { get; private set; } = true;

    public int Runs { get; private set; }

    public IReadOnlyList<Obligation> Judge() => [.. types.SelectMany(type => type
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsSpecialName && !method.IsAbstract && !method.IsGenericMethodDefinition && (method.IsPublic || IsUncalled(method)))
        .OrderBy(method => method.MetadataToken))
        .SelectMany(Judge)];

    /// <summary>Whether its name stands nowhere but at its declaration.</summary>
    private bool IsUncalled(MethodInfo method) => !method.Name.Contains('<', StringComparison.Ordinal)
        && method.GetParameters().All(parameter => !parameter.ParameterType.IsByRef)
        && text.Split(method.Name + "(").Length == 2;

    private IReadOnlyCollection<Obligation> Judge(MethodInfo method)
    {
        var judge = new RootJudge(method.Name, conditions.Count);
        var waiting = new Queue<int[]>();
        waiting.Enqueue([]);
        for (var runs = 0; waiting.TryDequeue(out var prefix); runs++)
        {
            if (runs == maxRuns)
            {
                IsExhaustive = false;
                break;
            }

            Runs++;
            var tape = new Tape(prefix);
            if (Run(method, tape) is { } run)
                judge.Judge(run);
            IsExhaustive &= (!tape.IsCut || tape.IsStopped) && tape.Choices.Count <= MaxDepth;
            for (var place = prefix.Length; place < Math.Min(tape.Choices.Count, MaxDepth); place++)
            {
                var (chosen, of) = tape.Choices[place];
                for (var other = 0; other < of; other++)
                {
                    if (other != chosen)
                        waiting.Enqueue([.. tape.Choices.Take(place).Select(choice => choice.Choice), other]);
                }
            }
        }

        return judge.Finish();
    }

    private RootRun? Run(MethodInfo method, Tape tape)
    {
        var given = new Given(tape, facts);
        var pump = new Pump(tape);
        var context = SynchronizationContext.Current;
        Tape.Current = tape;
        SynchronizationContext.SetSynchronizationContext(pump);
        object? instance = null;
        object?[] arguments = [];
        object? result = null;
        try
        {
            if (!method.IsStatic)
                instance = given.Make(method.DeclaringType!, "this");
            arguments = given.For(method);
            tape.IsRunning = true;
            result = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            if (result is Task task)
            {
                if (!pump.Run(task))
                    return null;
                pump.Drain();
                if (task.Exception is { InnerException: not InvalidOperationException })
                    return null;
                result = task.IsCompletedSuccessfully ? task.GetType().GetProperty("Result")?.GetValue(task) : null;
            }
            else if (result is IEnumerable sequence and not ICollection and not string)
            {
                foreach (var element in sequence)
                    _ = element;
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or NullReferenceException or ArgumentException or KeyNotFoundException
            or IndexOutOfRangeException or OperationCanceledException or AggregateException or InvalidCastException)
        {
            // The throw has been noted by the methods that it left. Other exceptions are no ways out that the rules know.
            if (exception is not (InvalidOperationException or OperationCanceledException))
                return null;
        }
        finally
        {
            Tape.Current = null;
            SynchronizationContext.SetSynchronizationContext(context);
        }

        return new RootRun(
            tape, "", kept => Reachability.Reaches([instance, result, .. arguments], kept));
    }
}
