namespace Budget.Core.Pdf;

/// <summary>
/// What a document says about itself. Written twice, as XMP and in the information dictionary, because
/// PDF/A-2 (ISO 19005-2, 6.6.2) and PDF/UA-1 (ISO 14289-1, 7.1) ask for it and readers announce the title.
/// </summary>
/// <param name="Title">Shown in the title bar and read aloud first; may not be blank.</param>
/// <param name="Language">BCP 47 tag of the whole text, such as <c>nl</c>.</param>
/// <param name="Author">The organisation that issues the document.</param>
/// <param name="Subject">One sentence.</param>
/// <param name="CreatedAt">The instant printed in the metadata; the writer reads no clock.</param>
public sealed record PdfDescription(string Title, string Language, string Author, string Subject, DateTimeOffset CreatedAt);
