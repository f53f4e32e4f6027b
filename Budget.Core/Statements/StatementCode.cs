using System.Buffers;
using Budget.Core.Ledger;

namespace Budget.Core.Statements;

/// <summary>
/// The code on a paper: what it says, hashed. One hundred bits in the letters and digits of Crockford's base 32, which has no I, L, O and U, in groups of five.
/// The same statement has the same code however often it is made.
/// </summary>
public static class StatementCode
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly SearchValues<char> Known = SearchValues.Create(Letters);
    private const int Length = 20;
    private const int Group = 5;

    /// <param name="hash">Of the last posting that it rests on; it covers all before it.</param>
    public static string Of(BudgetId budgetId, Period booked, DateOnly closesOn, long head, string hash)
    {
        var sheet = new HashSheet(stackalloc byte[256]);
        sheet.Add("statement");
        sheet.Add(budgetId.Value);
        sheet.Add(booked.StartsOn);
        sheet.Add(booked.EndsOn);
        sheet.Add(closesOn);
        sheet.Add(head);
        sheet.Add(hash);
        return Grouped(Written(Convert.FromHexString(sheet.Hash())));
    }

    /// <summary>As people copy it: small letters, spaces or no dashes, an O for a zero, an I or L for a one.</summary>
    public static bool TryParse(string? typed, out string code)
    {
        code = "";
        // So long is nothing that somebody copied.
        if (typed is null or { Length: > 100 })
        {
            return false;
        }

        var letters = string.Concat(typed.ToUpperInvariant().Where(letter => !char.IsWhiteSpace(letter) && letter is not ('-' or '‐' or '–' or '.')).Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter }));
        if (letters.Length != Length || letters.AsSpan().ContainsAnyExcept(Known))
        {
            return false;
        }

        code = Grouped(letters);
        return true;
    }

    private static string Grouped(string letters) => string.Join('-', letters.Chunk(Group).Select(group => new string(group)));

    // Five bits a letter, the first bits first.
    private static string Written(byte[] hash) => string.Create(Length, hash, static (letters, bytes) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            var (at, shift) = Math.DivRem(i * 5, 8);
            letters[i] = Letters[(((bytes[at] << 8) | bytes[at + 1]) >> (11 - shift)) & 31];
        }
    });
}
