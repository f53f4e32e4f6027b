using System.Globalization;

namespace Budget.Core.Pdf;

/// <summary>Puts the pages, the structure and the metadata of a document together in a file.</summary>
internal sealed class PdfFile(
    PdfDescription description, PdfTheme theme, IReadOnlyList<PdfPage> pages, StructureElement structure, IReadOnlyList<Bookmark> bookmarks, PngPicture? picture)
{
    private readonly PdfObjects _objects = new();

    public byte[] ToArray()
    {
        var metadata = _objects.AddPlainStream("/Type/Metadata/Subtype/XML", XmpMetadata.Of(description));
        var profile = _objects.AddCompressedStream("/N 3", SrgbProfile.Compressed);
        var resources = WriteResources();
        var tree = _objects.Reserve();
        var pageNumbers = pages.Select(page => WritePage(page, tree, resources)).ToArray();
        WritePageTree(tree, pageNumbers);
        var structureRoot = new StructureTree(_objects, pages, pageNumbers).Write(structure);
        var outline = Outline.Write(_objects, bookmarks, pageNumbers);

        var catalog = _objects.Reserve();
        var pdf = _objects.Open(catalog).Ascii("<</Type/Catalog/Pages ").Reference(tree)
            .Ascii("/Lang").Text(PdfText.Plain(description.Language))
            .Ascii("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot ").Reference(structureRoot)
            .Ascii("/Metadata ").Reference(metadata)
            .Ascii("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile ")
            .Reference(profile).Ascii(">>]");
        if (outline > 0)
        {
            pdf.Ascii("/Outlines ").Reference(outline);
        }

        pdf.Ascii(">>");
        return _objects.Finish(catalog, WriteInformation());
    }

    private int WriteResources()
    {
        var regular = theme.Regular.IsUsed ? FontObjects.Write(_objects, theme.Regular) : 0;
        var bold = theme.Bold.IsUsed ? FontObjects.Write(_objects, theme.Bold) : 0;
        var drawn = picture is null ? 0 : WritePicture(picture);
        var number = _objects.Reserve();
        var pdf = _objects.Open(number).Ascii("<<");
        if (drawn > 0)
        {
            pdf.Ascii("/XObject<</L ").Reference(drawn).Ascii(">>");
        }

        pdf.Ascii("/Font<<");
        if (regular > 0)
        {
            pdf.Ascii("/R ").Reference(regular);
        }

        if (bold > 0)
        {
            pdf.Ascii("/B ").Reference(bold);
        }

        pdf.Ascii(">>>>");
        return number;
    }

    private int WritePicture(PngPicture shown)
    {
        var size = $"/Type/XObject/Subtype/Image/Width {shown.Width}/Height {shown.Height}/BitsPerComponent 8";
        var mask = shown.Solid is null ? "" : $"/SMask {_objects.AddStream($"{size}/ColorSpace/DeviceGray", shown.Solid)} 0 R";
        return _objects.AddStream($"{size}/ColorSpace/DeviceRGB{mask}", shown.Colours);
    }

    private int WritePage(PdfPage page, int tree, int resources)
    {
        var content = _objects.AddStream("", page.Content.Written);
        var number = _objects.Reserve();
        _objects.Open(number).Ascii("<</Type/Page/Parent ").Reference(tree)
            .Ascii("/MediaBox[0 0 ").Number(PdfPage.Width).Ascii(" ").Number(PdfPage.Height)
            .Ascii("]/Resources ").Reference(resources).Ascii("/Contents ").Reference(content)
            .Ascii("/Tabs/S/StructParents ").Integer(page.Index).Ascii(">>");
        return number;
    }

    private void WritePageTree(int tree, int[] pageNumbers)
    {
        var pdf = _objects.Open(tree).Ascii("<</Type/Pages/Count ").Integer(pageNumbers.Length).Ascii("/Kids[");
        foreach (var number in pageNumbers)
        {
            pdf.Reference(number).Ascii(" ");
        }

        pdf.Ascii("]>>");
    }

    private int WriteInformation()
    {
        var zone = description.CreatedAt.ToString("zzz", CultureInfo.InvariantCulture).Replace(':', '\'');
        var created = $"(D:{description.CreatedAt.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}{zone}')";
        var number = _objects.Reserve();
        _objects.Open(number).Ascii("<</Title").Text(PdfText.Plain(description.Title))
            .Ascii("/Author").Text(PdfText.Plain(description.Author))
            .Ascii("/Subject").Text(PdfText.Plain(description.Subject))
            .Ascii("/Creator").Text(XmpMetadata.Producer)
            .Ascii("/Producer").Text(XmpMetadata.Producer)
            .Ascii("/CreationDate").Ascii(created).Ascii("/ModDate").Ascii(created).Ascii(">>");
        return number;
    }
}
