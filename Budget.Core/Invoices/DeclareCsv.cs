using System.Globalization;
using System.Security.Cryptography;
using Budget.Core.Statements;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// Declares what stands in a CSV (<see cref="ReadDeclarationCsv"/>): in one piece or not at all. Known by its content: the same file is the same message, whoever of this provider sends it, by hand or by program.
/// </summary>
public sealed class DeclareCsv(Database database)
{
    /// <summary>What came of it; or what is wrong on which lines, and then nothing was sent.</summary>
    public sealed record Answer(ImportDeclaration.Answer? Imported, IReadOnlyList<CsvMistake> Mistakes);

    /// <param name="culture">The language in which a rule says what is wrong with a line.</param>
    public async Task<Answer> Do(Actor actor, ReadOnlyMemory<byte> file, CultureInfo culture)
    {
        var reading = ReadDeclarationCsv.Read(file);
        if (reading.Entry is not { } entry)
        {
            return new Answer(Imported: null, reading.Mistakes);
        }

        var key = IdempotencyKey.Of($"csv:{Convert.ToHexStringLower(SHA256.HashData(file.Span))}");
        var answer = await new DeclareHelp(database).Do(actor, key, entry);
        return answer.Imported is { } imported ? new Answer(imported, [])
            : new Answer(Imported: null, [.. answer.Wrong.Take(ReadDeclarationCsv.MostMistakes).Select(one => new CsvMistake("refused", reading.Lines[one.Index], ColumnOf(one.Refusal), RefusalText.For(one.Refusal, culture)))]);
    }

    private static string ColumnOf(Refusal refusal) =>
        refusal.Is(Refusal.VolumeNotWhole) || refusal.Is(Refusal.AmountNotPositive) ? DeclarationCsv.Volume
        : refusal.Is(Refusal.AmountTooLarge) || refusal.Is(Refusal.AmountNotVolume) ? DeclarationCsv.Amount
        : refusal.Is(Refusal.HelpTooLongAgo) ? DeclarationCsv.StartsOn
        : refusal.Is(Refusal.AssignmentNotThen) ? DeclarationCsv.Month : DeclarationCsv.Assignment;
}
