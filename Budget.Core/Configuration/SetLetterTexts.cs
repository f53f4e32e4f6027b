using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>An administrator says what stands on every letter of a decision from now on: the address for answers, and a few sentences above the signature. Earlier letters stay as they were.</summary>
public sealed class SetLetterTexts(Database database)
{
    public const int LongestSender = 150, LongestClosing = 600;

    /// <param name="Seen">How many changes of the municipality were seen.</param>
    public sealed record Entry(string Sender, string ClosingNl, string ClosingEn, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SetLetterTexts), entry, async session =>
        {
            var (sender, closingNl, closingEn) = (TypedText.Seen(entry.Sender), entry.ClosingNl.Trim(), entry.ClosingEn.Trim());
            if ((closingNl.Length == 0) != (closingEn.Length == 0))
            {
                return Refusal.NameMissing;
            }

            return sender.Length > LongestSender ? Refusal.TextTooLong.With(LongestSender)
                : closingNl.Length > LongestClosing || closingEn.Length > LongestClosing ? Refusal.TextTooLong.With(LongestClosing)
                : await MunicipalityProfile.Change(
                    session, actor, nameof(SetLetterTexts), entry.Seen,
                    was => was with { LetterSender = sender, LetterClosingNl = closingNl, LetterClosingEn = closingEn },
                    of => new { of.LetterSender, of.LetterClosingNl, of.LetterClosingEn });
        });
}
