namespace Budget.Core;

/// <summary>
/// Burgerservicenummer: 9 digits that pass the eleven test (weights 9 8 7 6 5 4 3 2 −1). Passing means well-formed, not existing.
/// </summary>
public static class Bsn
{
    public static bool IsWellFormed(string? text)
    {
        if (text is not { Length: 9 } || text.AsSpan().ContainsAnyExceptInRange('0', '9') || !text.AsSpan().ContainsAnyExcept('0'))
        {
            return false;
        }

        var sum = -(text[8] - '0');
        for (var index = 0; index < 8; index++)
        {
            sum += (9 - index) * (text[index] - '0');
        }

        return sum % 11 == 0;
    }
}
