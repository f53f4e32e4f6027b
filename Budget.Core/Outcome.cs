namespace Budget.Core;

/// <summary>
/// What a deed answers: a value, or the rule that said no. <see cref="Replayed"/> is true when the same deed with the same key
/// had been done before and this is its first answer again: nothing was written a second time.
/// </summary>
public sealed record Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal, bool replayed) => (this.value, Refusal, Replayed) = (value, refusal, replayed);

    public Refusal? Refusal { get; }
    public bool Replayed { get; }
    public bool IsRefused => Refusal is not null;

    /// <exception cref="InvalidOperationException">The deed was refused: ask <see cref="IsRefused"/> first.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal}");

    public Outcome<T> AsReplay() => new(value, Refusal, replayed: true);

    public static implicit operator Outcome<T>(T value) => new(value, refusal: null, replayed: false);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal, replayed: false);
}
