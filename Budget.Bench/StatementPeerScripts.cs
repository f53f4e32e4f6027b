namespace Budget.Bench;

/// <summary>What <see cref="StatementPeers"/> hands to the others: how the page looks, and two small scripts that say the median of the seconds a document, and what they are.</summary>
internal static class StatementPeerScripts
{
    public const string Style = """
        @font-face { font-family: P; src: url(Regular.ttf) } @font-face { font-family: P; font-weight: 700; src: url(Bold.ttf) }
        @page { size: A4; margin: 20mm 18mm; @bottom-right { content: "Pagina " counter(page) " van " counter(pages); font: 8.5pt P } }
        body { margin: 0; font: 10pt/1.45 P } h1 { font-size: 21pt; margin: 0 } h2 { font-size: 13.5pt; margin: 8pt 0 4pt; break-after: avoid } p { margin: 0 0 4pt } tr { break-inside: avoid }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 9pt; line-height: 1.39; margin-bottom: 8pt } caption { font: 700 10pt P; text-align: left }
        th, td { padding: 3pt 4pt; border-bottom: .5pt solid #999; vertical-align: top; white-space: pre-line }
        """;

    public const string WeasyPrint = """
        import inspect, statistics, sys, time, weasyprint
        offered = {*inspect.signature(weasyprint.HTML.write_pdf).parameters, *getattr(weasyprint, 'DEFAULT_OPTIONS', {})}
        tagged = {name: 'pdf/ua-1' for name in ('pdf_variant', 'variant') if name in offered}
        def write(started):
            weasyprint.HTML(filename=sys.argv[1] + '/statement.html').write_pdf(sys.argv[1] + '/weasyprint.pdf', **tagged)
            return time.perf_counter() - started
        print(statistics.median([write(time.perf_counter()) for _ in range(4)][1:]), 'WeasyPrint', ', '.join([weasyprint.__version__, *tagged.values()]))
        """;

    public const string PdfKit = """
        const fs = require('node:fs'), PDFDocument = require('pdfkit'), near = name => `${__dirname}/${name}`;
        const { title, blocks } = JSON.parse(fs.readFileSync(near('statement.json'))), [regular, bold] = ['Regular.ttf', 'Bold.ttf'].map(name => fs.readFileSync(near(name)));
        const sizes = { h1: 21, h2: 13.5, p: 10 }, side = 51, width = 595 - 2 * side, foot = 842 - 57;
        const write = () => new Promise(resolve => {
          const started = process.hrtime.bigint(), parts = [];
          const doc = new PDFDocument({ size: 'A4', margin: side, bufferPages: true, tagged: true, subset: 'PDF/UA', pdfVersion: '1.7', lang: 'nl', displayTitle: true, info: { Title: title } });
          doc.on('data', part => parts.push(part)).on('end', () => { fs.writeFileSync(near('pdfkit.pdf'), Buffer.concat(parts)); resolve(Number(process.hrtime.bigint() - started) / 1e9); });
          const root = doc.registerFont('regular', regular).registerFont('bold', bold).struct('Document');
          let y = side;
          const fits = height => y + height <= foot || !(doc.addPage(), y = side), artifact = (type, draw) => { doc.markContent('Artifact', { type }); draw(); doc.endMarkedContent(); };
          const add = (parent, tag, draw) => { const child = draw ? doc.struct(tag, draw) : doc.struct(tag); parent.add(child); return child; };
          const say = (parent, tag, text, font, size) => {
            const height = doc.font(font).fontSize(size).heightOfString(text, { width });
            fits(height), add(parent, tag, () => doc.text(text, side, y, { width })), y += height + 4;
          };
          doc.addStructure(root);
          for (const { Tag: tag, Text: text, Table: table } of blocks) {
            if (!table) { say(root, tag.toUpperCase(), text, tag === 'p' ? 'regular' : 'bold', sizes[tag]); continue; }
            const element = add(root, 'Table'), header = table.Columns.map(column => column.Header), sum = columns => columns.reduce((all, one) => all + one.Weight, 0);
            if (table.Caption) say(element, 'Caption', table.Caption, 'bold', 10);
            const scale = width / sum(table.Columns), lefts = table.Columns.map((_, at) => side + 4 + scale * sum(table.Columns.slice(0, at)));
            const options = table.Columns.map(column => ({ width: column.Weight * scale - 8, align: column.Align ? 'right' : 'left' }));
            const row = (cells, font, tag) => {
              const tall = 6 + Math.max(...cells.map((cell, at) => doc.font(font).fontSize(9).heightOfString(cell, options[at])));
              if (!fits(tall) && tag === 'TD' && header[0]) artifact('Pagination', () => row(header, 'bold'));
              const line = tag && add(element, 'TR'), draw = at => doc.font(font).text(cells[at], lefts[at], y + 3, options[at]);
              cells.forEach((_, at) => tag ? add(line, tag, () => draw(at)) : draw(at));
              y += tall;
              if (tag) artifact('Layout', () => doc.lineWidth(0.5).moveTo(side, y).lineTo(side + width, y).stroke('#999'));
            };
            if (header[0]) row(header, 'bold', 'TH');
            table.Rows.forEach(cells => row(cells, 'regular', 'TD')), y += 8;
          }
          root.end();
          for (let page = 0, { count } = doc.bufferedPageRange(); page < count; page++) {
            doc.switchToPage(page).margins.bottom = 0;
            artifact('Pagination', () => doc.font('regular').fontSize(8.5).text(`Pagina ${page + 1} van ${count}`, side, 800, { width, align: 'right' }));
          }
          doc.end();
        });
        (async () => { // As ours: before what counts, until the compiler is done.
          for (const until = Date.now() + 2000; Date.now() < until;) await write();
          const times = [];
          while (times.length < 15) times.push(await write());
          console.log(times.sort((a, b) => a - b)[7], process.argv[2]);
        })();
        """;
}
