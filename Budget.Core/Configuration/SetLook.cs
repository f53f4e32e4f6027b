using System.Buffers.Binary;
using System.Security.Cryptography;
using Budget.Core.Pdf;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Configuration;

/// <summary>An administrator gives the own municipality its colour and its logo; both are there for its own people once they are signed in.</summary>
public sealed class SetLook(Database database)
{
    public const int LargestLogo = 100 * 1024, MostDots = 1000;

    /// <param name="Colour">As <see cref="TownColour"/> writes it; empty for the portal's own.</param>
    /// <param name="Logo">A PNG; empty to keep the one there is.</param>
    /// <param name="TakesLogoAway">Without a logo from now on.</param>
    /// <param name="Seen">How many changes of the municipality were seen.</param>
    public sealed record Entry(string Colour, byte[] Logo, bool TakesLogoAway, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SetLook), entry, async session =>
        {
            var colour = TypedText.Seen(entry.Colour);
            TownColour read = default;
            if (colour.Length > 0 && !TownColour.TryParse(colour, out read))
            {
                return Refusal.ColourInvalid;
            }

            if (colour.Length > 0 && !read.IsReadable)
            {
                return Refusal.ColourUnreadable;
            }

            if (entry.Logo.Length > 0 && !IsLogo(entry.Logo))
            {
                return Refusal.LogoUnknown;
            }

            return await MunicipalityProfile.Change(
                session, actor, nameof(SetLook), entry.Seen,
                was => was with
                {
                    Colour = colour.Length == 0 ? "" : read.ToString(),
                    Logo = entry.Logo.Length > 0 ? Convert.ToBase64String(entry.Logo) : entry.TakesLogoAway ? "" : was.Logo,
                },
                // Which picture it was, by the beginning of its hash.
                of => new { of.Colour, Logo = of.Logo.Length == 0 ? "" : $"PNG {Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(of.Logo)))[..8]}" });
        });

    /// <summary>A PNG that no browser has to work hard for, by the size in its first part (PNG 1.2, 11.2.2), and that our papers can show: whole, of at most eight bits a colour, not interlaced.</summary>
    private static bool IsLogo(byte[] file) =>
        file.Length <= LargestLogo && AttachmentKinds.Of(file) == AttachmentKind.Png && file.AsSpan(12, 4).SequenceEqual("IHDR"u8)
        && BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(16)) is > 0 and <= MostDots && BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(20)) is > 0 and <= MostDots
        && PngPicture.Read(file) is not null;
}
