using System.Globalization;
using Budget.Core.Pdf;

namespace Budget.Core.PersonHeld;

/// <summary>A care agreement on paper: the words of <see cref="AgreementClauses"/>. The same agreement gives the same bytes.</summary>
public static class AgreementPaper
{
    private static readonly Sentences Sentences = new("PersonHeld.AgreementTexts");

    public static byte[] Write(AgreementText.Answer answer, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        var title = AgreementClauses.Title(answer, culture);
        var document = new PdfDocument(new PdfDescription(
            title, DayText.IsEnglish(culture) ? "en" : "nl", answer.MunicipalityName, Say("number", answer.Number), AmsterdamDay.At(AmsterdamDay.Of(answer.DrawnAt), TimeOnly.MinValue)));
        document.RunningHeader(Say("heading"), Say("number", answer.Number), onFirstPage: true);
        document.RunningFooter(title, (page, pages) => Say("page", page, pages));
        document.Heading(1, title);
        document.Paragraph(Say($"state-{answer.State}"), PdfTextStyle.Lead);
        foreach (var clause in AgreementClauses.Of(answer, culture))
        {
            document.Heading(2, clause.Heading);
            if (clause.Facts.Count > 0)
            {
                document.Facts(null, clause.Facts);
            }

            foreach (var words in clause.Words)
            {
                document.Paragraph(words);
            }
        }

        return document.ToArray();
    }
}
