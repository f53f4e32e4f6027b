using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Budget.Core.Iwmo;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// A WMO323 that the portal makes for a provider, from what was typed in a form or stands in a CSV. It goes the way of every other file, from its first byte: the same reader, the
/// same rules, the same answer (docs/decisions/0020).
/// </summary>
internal static class OwnMessage
{
    /// <summary>The most that fits the elements of a Prestatie (iWmo 3.2): eight digits.</summary>
    public const long Most = 99_999_999;

    /// <summary>Identification and declaration number: twelve signs that follow from what was sent with which key. A second click sends the same message; other content is another one.</summary>
    public static string Mark<T>(IdempotencyKey key, T content) => $"P{Hash($"{key.Value}|{JsonSerializer.Serialize(content)}")[..11]}";

    /// <summary>A reference of at most 20 signs: assignment, month of the help, and five that follow from the message and the place of the line in it.</summary>
    public static string Reference(string mark, int place, long assignmentNumber, Period period) =>
        FormattableString.Invariant($"{assignmentNumber}-{period.StartsOn:yyMM}-{Hash($"{mark}|{place}")[..5]}");

    public static DeclarationFile File(string agb, string municipalityCode, string mark, Period month, DateOnly today, IReadOnlyList<DeclarationLine> lines)
    {
        var header = new MessageHeader(agb, municipalityCode, mark, today, IwmoCodes.SchemaVersion, IwmoCodes.SchemaVersion);
        var total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.SignedAmount);
        using var bytes = new MemoryStream();
        WriteDeclaration.Write(bytes, new Declaration(header, mark, month, today, total, lines));
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        bytes.Position = 0;
        return new DeclarationFile(ReadDeclaration.Read(bytes, today), hash);
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
