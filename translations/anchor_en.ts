<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>anchor::TrainDialog</name>
    <message numerus="yes">
        <source>All parameters (%n changed)</source>
        <translation>
            <numerusform>All parameters (%n changed)</numerusform>
            <numerusform>All parameters (%n changed)</numerusform>
        </translation>
    </message>
</context>
</TS>
