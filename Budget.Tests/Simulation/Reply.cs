using System.Text.Json;

namespace Budget.Tests.Simulation;

/// <summary>An answer as a client sees it: its text, whether it was a no, whether it had been given before.</summary>
internal sealed record Reply(string Text, bool IsRefused, bool IsReplay)
{
    private static readonly JsonSerializerOptions Short = new() { IgnoreReadOnlyProperties = true };

    public static Reply Of<T>(Outcome<T> outcome) => new(
        outcome.Refusal is { } refusal ? $"no: {refusal.Code} {refusal.Detail}".TrimEnd() : JsonSerializer.Serialize(outcome.Value, Short),
        outcome.IsRefused, outcome.Replayed);

    public override string ToString() => IsReplay ? $"again: {Text}" : Text;
}
