namespace Budget.Core.Storage;

/// <summary>
/// Made by the client before the first try and sent with every try: a form carries one in a hidden field, a script makes its own.
/// 8 to 100 letters, digits, dashes, dots or colons.
/// </summary>
public readonly record struct IdempotencyKey
{
    private IdempotencyKey(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out IdempotencyKey key)
    {
        var usable = text is { Length: >= 8 and <= 100 } && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or ':');
        key = usable ? new IdempotencyKey(text!) : default;
        return usable;
    }

    /// <exception cref="FormatException">The text is no key.</exception>
    public static IdempotencyKey Of(string text) => TryParse(text, out var key) ? key : throw new FormatException("Not an idempotency key.");
}
