using Budget.Core.Pdf;

namespace Budget.Core.Configuration;

/// <summary>
/// What all papers of a municipality have in common: its colour and its logo, who sends it and what it is about above each page, its title and the page below. A logo or a colour that cannot be
/// read, of a time in which more was taken, is left out: a paper without a picture is better than no paper.
/// </summary>
/// <param name="Colour">As <see cref="TownColour"/> writes it; empty for the portal's own.</param>
/// <param name="Logo">A PNG in base64; empty for none.</param>
public sealed record Letterhead(string Colour, string Logo)
{
    /// <summary>The portal's own colour, and no logo.</summary>
    public static readonly Letterhead Plain = new("", "");

    /// <summary>A paper that has its head and its foot, and nothing else yet.</summary>
    /// <param name="sender">Above each page, to the left.</param>
    /// <param name="about">Above each page, to the right.</param>
    /// <param name="page">"Pagina 1 van 3", of a page and the number of pages.</param>
    /// <param name="scale">Of all type.</param>
    public PdfDocument Begin(PdfDescription description, string sender, string about, Func<int, int, string> page, double scale = 1)
    {
        var document = new PdfDocument(description, TownColour.TryParse(Colour, out var own) ? PdfColor.FromHex(own.ToString()) : null, scale);
        document.RunningHeader(sender, about, onFirstPage: true);
        document.RunningFooter(description.Title, page);
        var logo = new byte[Logo.Length];
        if (Convert.TryFromBase64String(Logo, logo, out var length))
        {
            document.Logo(logo[..length]);
        }

        return document;
    }
}
