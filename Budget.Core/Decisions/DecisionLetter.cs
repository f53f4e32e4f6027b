using System.Globalization;
using Budget.Core.Configuration;
using Budget.Core.Pdf;

namespace Budget.Core.Decisions;

/// <summary>
/// A decision on paper, and the decision on an objection: the municipality's letterhead, to whom, and the words of <see cref="DecisionText"/>. The same decision gives the same bytes.
/// </summary>
public static class DecisionLetter
{
    private static readonly Sentences Sentences = new("Decisions.DecisionTexts");

    public static byte[] Write(DecisionOverview.Answer answer, CultureInfo culture)
    {
        var decision = answer.Decision;
        return Write(
            decision, DecisionText.Of(answer, culture), decision.DecidedOn, decision.DecidedByName, Sentences.For(culture, "our-number-value", decision.Number, decision.RequestNumber), culture);
    }

    /// <summary>The decision on an objection that was decided.</summary>
    public static byte[] OnObjection(DecisionOverview.Decision decision, DecisionOverview.Objection objection, CultureInfo culture) => Write(
        decision, DecisionText.OnObjection(decision, objection, culture), objection.DecidedOn!.Value, objection.DecidedByName!,
        Sentences.For(culture, "objection-number", objection.Number, decision.Number), culture);

    private static byte[] Write(DecisionOverview.Decision decision, DecisionText text, DateOnly decidedOn, string decidedByName, string number, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        var (from, about) = (Say("from", decision.MunicipalityName), Say("number", decision.Number));
        var document = new Letterhead(decision.Colour, decision.Logo).Begin(
            new PdfDescription(text.Title, DayText.IsEnglish(culture) ? "en" : "nl", from, about, AmsterdamDay.At(decidedOn, TimeOnly.MinValue)), from, about, (page, pages) => Say("page", page, pages));
        document.Facts(null,
        [
            (Say("to"), decision.Ground == DecisionText.Died ? Say("to-heirs", decision.ResidentName) : decision.ResidentName),
            (Say("date"), decidedOn.InWords(culture)),
            (Say("our-number"), number),
            (Say("phone"), decision.MunicipalityPhone),
            .. decision.LetterSender.Length > 0 ? [(Say("sender"), decision.LetterSender)] : Array.Empty<(string, string)>(),
        ]);
        document.Heading(1, text.Title);
        document.Paragraph(text.Lead, PdfTextStyle.Lead);
        foreach (var part in text.Parts)
        {
            document.Heading(2, part.Heading);
            document.Facts(null, part.Facts);
            foreach (var sentence in part.Sentences)
            {
                document.Paragraph(sentence);
            }
        }

        var closing = DayText.IsEnglish(culture) ? decision.LetterClosingEn : decision.LetterClosingNl;
        if (closing.Length > 0)
        {
            document.Paragraph(closing);
        }

        document.Paragraph(Say("signed", decision.MunicipalityName, decidedByName));
        return document.ToArray();
    }
}
