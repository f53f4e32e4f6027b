namespace Budget.Core;

/// <summary>Telephone numbers as people write them.</summary>
public static class PhoneText
{
    public const int Longest = 30;

    /// <summary>Figures, with spaces, dashes, brackets and one plus in front; three figures at least (112), fifteen at most (ITU-T E.164). Who reads it must be able to call it.</summary>
    public static bool IsPhone(string text) =>
        text.Length <= Longest
        && text.Count(char.IsAsciiDigit) is >= 3 and <= 15
        && text.LastIndexOf('+') <= 0
        && text.All(sign => char.IsAsciiDigit(sign) || sign is ' ' or '-' or '(' or ')' or '+');
}
