using Budget.Core.Mail;
using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>An administrator says whom residents of the own municipality call, when, and where one can come: it stands at the foot of every page and on every letter from now on.</summary>
public sealed class SetContactPoints(Database database)
{
    public const int LongestLine = 100;

    /// <param name="Seen">How many changes of the municipality were seen.</param>
    public sealed record Entry(string Phone, string Email, string Address, string HoursNl, string HoursEn, string Website, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SetContactPoints), entry, async session =>
        {
            var (phone, email, website) = (TypedText.Seen(entry.Phone), TypedText.Seen(entry.Email), TypedText.Seen(entry.Website));
            var (address, hoursNl, hoursEn) = (TypedText.Seen(entry.Address), TypedText.Seen(entry.HoursNl), TypedText.Seen(entry.HoursEn));
            if ((hoursNl.Length == 0) != (hoursEn.Length == 0))
            {
                return Refusal.NameMissing;
            }

            if (!PhoneText.IsPhone(phone))
            {
                return Refusal.PhoneInvalid;
            }

            if (!AskMailCode.IsAddress(email))
            {
                return Refusal.AddressInvalid;
            }

            if (new[] { phone, email, website, address, hoursNl, hoursEn }.Any(text => text.Length > LongestLine))
            {
                return Refusal.TextTooLong.With(LongestLine);
            }

            if (website.Length > 0 && !(Uri.TryCreate(website, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
            {
                return Refusal.WebsiteInvalid;
            }

            return await MunicipalityProfile.Change(
                session, actor, nameof(SetContactPoints), entry.Seen,
                was => was with { Phone = phone, Email = email, Address = address, HoursNl = hoursNl, HoursEn = hoursEn, Website = website },
                of => new { of.Phone, of.Email, of.Address, of.HoursNl, of.HoursEn, of.Website });
        });
}
